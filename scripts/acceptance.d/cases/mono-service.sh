# mono-service: a .NET assembly on Mono: assemblies from the cache of assemblies, native libraries through its map, charsets, cultures, time zones
PACKAGES="mono-runtime libmono-system-core4.0-cil libmono-system4.0-cil libmono-system-xml-linq4.0-cil libmono-system-xml4.0-cil libmono-i18n4.0-all libmono-posix4.0-cil libmono-system-web-extensions4.0-cil"
EXTRA="Assemblies of the class library that are loaded by name; the assembler and linker of compilation ahead of time."
ENTRYPOINT=(mono /app/Shop.exe)
CMD=(8080)
ENV=("TZ=Europe/Athens" "LANG=de_DE.UTF-8" "MONO_REGISTRY_PATH=/tmp/reg")
USER=nobody
WORKDIR=/app
EXPOSE=(8080)
prepare() {
  local b; b=$(builder_root mono-mcs libmono-system-xml-linq4.0-cil libmono-posix4.0-cil libmono-system-web-extensions4.0-cil) || return 1; mkdir -p "$1/app" "$b/tmp/m"
  cat > "$b/tmp/m/Shop.cs" <<'X'
using System; using System.Globalization; using System.Linq; using System.Net; using System.Net.Sockets; using System.Text; using System.Xml.Linq; using System.Diagnostics; using System.IO; using System.Reflection;
class Shop {
  static string Charset() { return BitConverter.ToString(Encoding.GetEncoding("shift_jis").GetBytes("日本")) + " " + Encoding.GetEncoding(1252).GetBytes("€")[0]; }
  static string Culture() { return (1234.5).ToString("C", new CultureInfo("de-DE")).Replace('\u00a0', ' ') + " " + new DateTime(2024, 1, 4).ToString("dddd", new CultureInfo("fr-FR")); }
  static string Zone() { return TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2024, 7, 1, 12, 0, 0), TimeZoneInfo.Local).Hour + " " + TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo").BaseUtcOffset.Hours; }
  static string Xml() { return XDocument.Parse("<a><b>7</b></a>").Descendants("b").First().Value + " " + new System.Web.Script.Serialization.JavaScriptSerializer().Serialize(new { n = 5 }); }
  static string Run() { var p = Process.Start(new ProcessStartInfo("/bin/sh", "-c \"id -un | tr a-z A-Z\"") { RedirectStandardOutput = true, UseShellExecute = false }); return p.StandardOutput.ReadToEnd().Trim() + " " + Mono.Unix.UnixUserInfo.GetRealUser().UserName; }
  static string Net() { return Dns.GetHostAddresses("svc.dns.test")[0].ToString() + " " + new WebClient().DownloadString("http://backend.panel.test:9080/hello/mono"); }
  static string Plug() { return (string)Assembly.LoadFrom(Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "plugins", "Extra.dll")).GetType("Extra").GetMethod("Run").Invoke(null, null); }
  static void Main(string[] a) {
    var l = new HttpListener(); l.Prefixes.Add("http://*:" + a[0] + "/"); l.Start();
    while (true) { var c = l.GetContext(); string s; try { s = (string)typeof(Shop).GetMethod(c.Request.Url.AbsolutePath.Substring(1), BindingFlags.NonPublic | BindingFlags.Static).Invoke(null, null); } catch (Exception e) { s = "ERR " + e; }
      var b = Encoding.UTF8.GetBytes(s); c.Response.ContentLength64 = b.Length; c.Response.OutputStream.Write(b, 0, b.Length); c.Response.Close(); }
  }
}
X
  echo 'using System.IO.Compression; using System.IO; public class Extra { public static string Run() { var m = new MemoryStream(); using (var g = new GZipStream(m, CompressionMode.Compress, true)) g.Write(new byte[100], 0, 100); return "plugin " + (m.Length > 10); } }' > "$b/tmp/m/Extra.cs"
  fat_run "$b" sh -c 'cd /tmp/m && mcs -codepage:utf8 -r:System.Xml.Linq -r:System.Web.Extensions -r:Mono.Posix Shop.cs && mcs -target:library Extra.cs' || return 1
  mkdir -p "$1/app/plugins"; cp "$b/tmp/m/Shop.exe" "$1/app/"; cp "$b/tmp/m/Extra.dll" "$1/app/plugins/"; rm -rf "$b/tmp/m"
}
probe() {
  start_main; wait_port 8080 30 || return 1; local u=http://127.0.0.1:8080
  want charset '93-FA-96-7B 128' "$(cget $u/Charset)"; want culture '1.234,50 € jeudi' "$(cget $u/Culture)"; want zone '^15 9' "$(cget $u/Zone)"; want xml '7 ..n.:5.' "$(cget $u/Xml)"
  want run 'NOBODY nobody' "$(cget $u/Run)"; want net '127.0.0.1 hello from /hello/mono' "$(cget $u/Net)"; want plug-in 'plugin True' "$(cget $u/Plug)"
}
