# elixir-service: a compiled application on the Erlang machine: boot files, applications started by name, crypto in a C library, TLS with the system's CAs
PACKAGES="elixir erlang-base erlang-inets erlang-ssl erlang-crypto erlang-public-key erlang-asn1 erlang-xmerl erlang-os-mon erlang-tools erlang-parsetools erlang-syntax-tools"
EXTRA="Modules of Erlang's applications that are reached, whole; libsystemd behind epmd."
ENTRYPOINT=(elixir --no-halt -pa /srv/shop/ebin --erl "-config /srv/shop/sys" -e)
CMD=("{:ok, _} = Application.ensure_all_started(:shop)")
ENV=("LANG=C.UTF-8" "HOME=/tmp" "TZ=America/Lima")
USER=nobody
WORKDIR=/srv/shop
EXPOSE=(8080)
prepare() {
  local a=$1/srv/shop; mkdir -p "$a/ebin" "$a/src" "$a/priv/www"
  cat > "$a/src/shop.ex" <<'X'
defmodule Shop do
  use Application
  def start(_t, _a) do
    {:ok, _} = :inets.start(:httpd, port: Application.fetch_env!(:shop, :port), server_name: ~c"shop", server_root: ~c"/tmp", document_root: ~c"/srv/shop/priv/www", modules: [Shop.Handler, :mod_get, :mod_head])
    Supervisor.start_link([{Agent, fn -> 0 end}], strategy: :one_for_one)
  end
end
defmodule Shop.Handler do
  require Record
  Record.defrecord(:mod, Record.extract(:mod, from_lib: "inets/include/httpd.hrl"))
  def unquote(:do)(m) do
    case mod(m, :request_uri) do
      [?/ | n] when n != [] ->
        case List.to_string(n) do
          "page" <> _ -> {:proceed, mod(m, :data)}
          name ->
            body = to_string(Module.concat(Shop, String.capitalize(name)).run())
            {:proceed, [response: {:response, [code: 200, content_type: ~c"text/plain", content_length: Integer.to_charlist(byte_size(body))], body}]}
        end
      _ -> {:proceed, mod(m, :data)}
    end
  end
end
defmodule Shop.Hash do
  def run, do: Base.encode16(:crypto.hash(:sha256, "x"), case: :lower) |> binary_part(0, 8)
end
defmodule Shop.Out do
  def run do
    {:ok, {{_, 200, _}, _, b}} = :httpc.request(:get, {~c"https://backend.panel.test:9443/hello/ex", []}, [ssl: [verify: :verify_peer, cacertfile: ~c"/etc/ssl/certs/ca-certificates.crt", customize_hostname_check: [match_fun: :public_key.pkix_verify_hostname_match_fun(:https)]]], body_format: :binary)
    b
  end
end
defmodule Shop.Text do
  def run, do: EEx.eval_string("<%= x %> #{String.upcase("größe")} #{String.normalize("é", :nfd) |> String.length()} #{inspect(:unicode.characters_to_binary("é", :utf8, :latin1))}", x: 5)
end
defmodule Shop.Cmd do
  def run do
    {o, 0} = System.cmd("sh", ["-c", "id -un | tr a-z A-Z"])
    {{y, _, _}, {h, _, _}} = :calendar.universal_time_to_local_time({{2024, 1, 1}, {12, 0, 0}})
    {:ok, ip} = :inet.getaddr(~c"svc.dns.test", :inet)
    "#{String.trim(o)} #{y} #{h} #{:inet.ntoa(ip)}"
  end
end
defmodule Shop.Xml do
  def run do
    {d, _} = :xmerl_scan.string(~c"<a><b>7</b></a>")
    [t] = :xmerl_xpath.string(~c"/a/b/text()", d)
    "xml #{elem(t, 4)} #{inspect(Regex.run(~r/\d+/, "abc 42"))}"
  end
end
X
  echo '{application,shop,[{vsn,"1.0"},{modules,[]},{registered,[]},{mod,{'"'Elixir.Shop'"',[]}},{applications,[kernel,stdlib,elixir,eex,inets,ssl,crypto,xmerl]}]}.' > "$a/ebin/shop.app"
  echo '[{shop,[{port,8080}]},{kernel,[{logger_level,warning}]}].' > "$a/sys.config"; echo 'a page' > "$a/priv/www/page.txt"
  fat_run "$1" sh -c 'cd /srv/shop && HOME=/tmp elixirc -o ebin src/shop.ex' >/dev/null || return 1
}
probe() {
  start_main; wait_port 8080 40 || return 1; local u=http://127.0.0.1:8080
  want crypto 2d711642 "$(cget $u/hash)"; want https 'hello from /hello/ex' "$(cget $u/out)"; want text '5 GRÖSSE 1 <<233>>' "$(cget $u/text)"
  want command 'NOBODY 2024 7 127.0.0.1' "$(cget $u/cmd)"; want xml 'xml 7.*"42"' "$(cget $u/xml)"; want page 'a page' "$(cget $u/page.txt)"
}
