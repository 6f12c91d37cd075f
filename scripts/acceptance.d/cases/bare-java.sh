# bare-java: the runtime alone; the application comes later, in a volume
PACKAGES="default-jre-headless ca-certificates-java"
BARE=java
ENTRYPOINT=(java)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() {
  mkdir -p "$1/work" "$1/../classes"; local b; b=$(builder_root default-jdk-headless) || return 1
  mkdir -p "$b/tmp/j"; cat > "$b/tmp/j/A.java" <<'X'
import java.net.*; import java.net.http.*; import java.time.*; import java.util.*; import java.security.*;
public class A { public static void main(String[] a) throws Exception {
  System.out.println("jis " + HexFormat.of().formatHex("日".getBytes("Shift_JIS")) + " " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest("x".getBytes())).substring(0, 8) + " " + String.format(Locale.GERMANY, "%,.2f", 1234.5) + " " + ZonedDateTime.ofInstant(Instant.EPOCH, ZoneId.of("Asia/Tokyo")).getHour());
  System.out.println(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("https://svc.dns.test:9443/hello/bare")).build(), HttpResponse.BodyHandlers.ofString()).body());
  System.out.println("modules " + (ModuleLayer.boot().modules().size() > 20) + " " + java.util.logging.Logger.getLogger("x").getName() + " " + javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new java.io.ByteArrayInputStream("<a>q</a>".getBytes())).getDocumentElement().getTextContent());
} }
X
  fat_run "$b" sh -c 'cd /tmp/j && javac -encoding UTF-8 A.java' || return 1; cp "$b/tmp/j/A.class" "$1/../classes/"; fat_run "$1" update-ca-certificates -f >/dev/null 2>&1; rm -rf "$b/tmp/j"
}
probe() {
  work /work; cp "$STORE/bare-java/classes/A.class" "$D/"; local o; o=$(run_main -Xmx128m -cp /work A 2>&1); want text 'jis 93fa 2d711642 1.234,50 9' "$o"; want https 'hello from /hello/bare' "$o"; want modules 'modules true x q' "$o"; want version 'OpenJDK' "$(run_main -version 2>&1)"
}
