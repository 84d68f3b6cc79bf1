fetch() { hearsay dump --stage=story "$@"; }
fetch "$WEB/text"
echo $?
fetch "http://2130706433:$WEB_PORT/text" "http://[::ffff:127.0.0.1]:$WEB_PORT/text" http://169.254.169.254/latest/
fetch --allow-private "file:///etc/passwd" "ftp://127.0.0.1/text"
fetch --allow-private "http://user:secret@127.0.0.1:$WEB_PORT/text" "$WEB/to?http://user:secret@127.0.0.1/"
fetch --allow-private "$WEB/to?file:///etc/passwd"
echo $?
