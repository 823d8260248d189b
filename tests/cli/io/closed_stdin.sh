cxselect <&-
