# python-ssl: a command line of the interpreter; its standard library is kept by an option
PACKAGES="python3"
EXTRA="Asked for: the case keeps the whole standard library by --keep."
ENTRYPOINT=(python3 -c)
CMD=("import json, ssl; print(json.dumps([1, 2]), ssl.create_default_context().verify_mode)")
OPTIONS=(--keep '/usr/lib/python3*/**')
probe() {
  want command '\[1, 2\] 2' "$(run_main "${CMD[@]}" 2>&1)"
  want compression 'b.hello' "$(run_main 'import zlib, lzma, bz2; print(zlib.decompress(zlib.compress(b"hello")))' 2>&1)"
}
