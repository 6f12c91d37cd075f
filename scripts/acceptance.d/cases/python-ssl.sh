# python-ssl: a command line of the interpreter, as image authors write it for checks and small jobs
PACKAGES="python3"
EXTRA="Modules of the standard library that imports reach and this one line does not run."
ENTRYPOINT=(python3 -c)
CMD=("import json, ssl; print(json.dumps([1, 2]), ssl.create_default_context().verify_mode)")
probe() {
  want command '\[1, 2\] 2' "$(run_main "${CMD[@]}" 2>&1)"
}
