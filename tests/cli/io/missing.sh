cxselect nowhere.ndjson
