# What the readers of a message would stumble over, and pages on which it can be looked at.
mkdir t
cat > t/cart.html <<'END'
<!DOCTYPE html>
<html>
<head><title>{{subject_line}}</title><style>.x { color: #fff }</style></head>
<body style="color: #888888">
<table width="700"><tr><td>
<p>Hello {{first_name|default:"there"}}</p>
{{#each items}}
<img src="{{image}}"><a href="{{link}}">here</a>
{{/each}}
<a class="button" href="https://shop.example.org/cart">Buy now</a>
<a class="button" href="https://shop.example.org/sale">Other things</a>
</td></tr></table>
</body>
</html>
END
cat > policy.yaml <<'END'
keys: {unsubscribe_file: k}
channels:
  email: {smtp: "smtp://127.0.0.1:25", from: shop@example.org, unsubscribe: "https://shop.example.org/u/{token}"}
  push: {webpush: "mailto:shop@example.org", vapid_file: k}
scenarios:
  cart: {on: add_to_cart, class: marketing, category: promo, channels: [push, email], template: cart}
  receipt: {on: purchase, class: transactional, category: orders, channels: email, template: receipt}
templates:
  cart:
    en: {subject: "STILL IN YOUR CART, ALL OF IT, AND CHEAPER THAN EVER BEFORE!!", text: Come back., html_file: t/cart.html, title: Still yours, body: "{{first_name}} & co", url: "https://shop.example.org/{{id}}"}
    ar: {subject: "{{first_name}}", title: "{{first_name}}", body: b, text: "{{unsubscribe_url}}", html: "<html lang=\"ar\"><meta name='viewport'><p>{{first_name}}</p><a href=\"{{unsubscribe_url}}\">x</a>"}
  receipt: {subject: "Your order {{transaction_id}}", text: Thank you.}
  index: {text: unused}
END
echo k > k; chmod 600 k
cxnotify --check policy.yaml
echo "status $?"
cxnotify --preview pages policy.yaml
echo "status $?"
ls pages
grep -c '<iframe sandbox' pages/cart@en.html
grep -o '<li>.*</li>' pages/index.html
# Nothing of a template or of its values ends the frame that it is in.
tr '\n' ' ' < pages/cart@en.html | grep -o 'srcdoc="[^"<>]*"></iframe>' | grep -c '&lt;/html&gt;'
grep '<strong>' pages/cart@en.html
grep -A1 'filled with' pages/cart@en.html
# Again, over what is there; and where it cannot be.
cxnotify --preview pages policy.yaml; echo "status $?"
cxnotify --preview pages/index.html policy.yaml; echo "status $?"
cxnotify --preview no/such policy.yaml; echo "status $?"
for p in shop journeys operators; do cxnotify --check $p; done

#> status 0
#> status 0
#> cart@ar.html
#> cart@en.html
#> index.html
#> index@.html
#> receipt.html
#> 4
#> <li><a href="cart@en.html">cart@en</a></li>
#> <li><a href="cart@ar.html">cart@ar</a></li>
#> <li><a href="receipt.html">receipt</a></li>
#> <li><a href="index@.html">index@</a></li>
#> 4
#> <p><strong>Still yours</strong></p>
#> <h2>What it was filled with</h2>
#> <pre tabindex="0">{&quot;subject_line&quot;:&quot;subject line&quot;,&quot;first_name&quot;:&quot;first name&quot;,&quot;items&quot;:[{&quot;image&quot;:&quot;https://example.org/image&quot;,&quot;link&quot;:&quot;https://example.org/link&quot;},{&quot;image&quot;:&quot;https://example.org/image&quot;,&quot;link&quot;:&quot;https://example.org/link&quot;}],&quot;id&quot;:&quot;id&quot;}</pre>
#> status 0
#> status 2
#> status 2
#2> cxnotify: policy.yaml:13:10: nothing is said by template 'index'
#2> cxnotify: policy.yaml:10: a subject of 61 columns and its values: from 50 on it is cut [subject_length]
#2> cxnotify: policy.yaml:10: a subject with more than one '!' [shouting]
#2> cxnotify: policy.yaml:10: marketing without {{unsubscribe_url}} in its text [unsubscribe]
#2> cxnotify: t/cart.html:2:1: <html> without lang [language]
#2> cxnotify: t/cart.html:5:1: <table> of 700 pixels: a phone has fewer [phone_width]
#2> cxnotify: t/cart.html:6:4: text of #888888 on #ffffff: a contrast of 3.54, where 4.5 can be read [contrast]
#2> cxnotify: t/cart.html:6:4: the text's colour is set and the background is left to the mailer, which may be dark [dark_mode]
#2> cxnotify: t/cart.html:8:1: <img> without alt [alt]
#2> cxnotify: t/cart.html:8:22: a link that says 'here' [link_text]
#2> cxnotify: t/cart.html:1:1: there is no <meta name="viewport">: phones show it small [phone_width]
#2> cxnotify: t/cart.html:1:1: marketing without a link to {{unsubscribe_url}} that can be seen [unsubscribe]
#2> cxnotify: t/cart.html:11:1: a second button: 2 ask for different things [one_action]
#2> cxnotify: policy.yaml:11: a language from right to left without dir="rtl" [direction]
#2> cxnotify: policy.yaml:11: there is nothing to do: no link [one_action]
#2> cxnotify: policy.yaml:13:10: nothing is said by template 'index'
#2> cxnotify: policy.yaml:13:10: nothing is said by template 'index'
#2> cxnotify: policy.yaml:13:10: nothing is said by template 'index'
#2> cxnotify: pages/index.html/cart@en.html: cannot make a temporary file beside it: Not a directory
#2> cxnotify: policy.yaml:13:10: nothing is said by template 'index'
#2> cxnotify: no/such: No such file or directory
