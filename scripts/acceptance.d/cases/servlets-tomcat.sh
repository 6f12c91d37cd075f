# servlets-tomcat: a servlet container: scripts that look for a JRE, class loaders over directories of jars, pages compiled when asked for
PACKAGES="tomcat10 default-jre-headless"
ENTRYPOINT=(/usr/share/tomcat10/bin/catalina.sh)
CMD=(run)
ENV=("CATALINA_HOME=/usr/share/tomcat10" "CATALINA_BASE=/var/lib/tomcat10" "CATALINA_TMPDIR=/tmp" "JAVA_OPTS=-Xmx128m -Djava.awt.headless=true" "TZ=Asia/Dubai" "LANG=C.UTF-8")
USER=tomcat
EXPOSE=(8080)
prepare() {
  local a=$1/var/lib/tomcat10/webapps/shop; mkdir -p "$a/WEB-INF/classes"
  printf '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0"><welcome-file-list><welcome-file>index.jsp</welcome-file></welcome-file-list></web-app>\n' > "$a/WEB-INF/web.xml"
  printf 'hello=Gr\\u00fc\\u00dfe\n' > "$a/WEB-INF/classes/msg_de.properties"; printf 'hello=hello\n' > "$a/WEB-INF/classes/msg.properties"; echo 'static page' > "$a/page.txt"
  cat > "$a/index.jsp" <<'X'
<%@ page contentType="text/plain; charset=UTF-8" import="java.util.*,java.time.*,java.net.*,javax.net.ssl.*,java.nio.charset.*,java.security.*" %><%
String r = request.getParameter("r");
if ("msg".equals(r)) out.print(ResourceBundle.getBundle("msg", Locale.GERMAN).getString("hello") + " " + String.format(Locale.GERMANY, "%,.2f", 1234.5));
else if ("zone".equals(r)) out.print(ZoneId.systemDefault() + " " + LocalDateTime.ofEpochSecond(0, 0, ZoneId.of("Asia/Tokyo").getRules().getOffset(Instant.EPOCH)).getHour());
else if ("charset".equals(r)) { StringBuilder s = new StringBuilder(); for (byte b : "\u65e5".getBytes("Shift_JIS")) s.append(String.format("%02x", b)); out.print(s); }
else if ("hash".equals(r)) { byte[] d = MessageDigest.getInstance("SHA-256").digest("x".getBytes()); out.print(String.format("%02x%02x", d[0], d[1])); }
else if ("out".equals(r)) { HttpsURLConnection c = (HttpsURLConnection) new URL("https://svc.dns.test:9443/hello/jsp").openConnection(); out.print(new String(c.getInputStream().readAllBytes())); }
else out.print("host " + InetAddress.getByName("svc.dns.test").getHostAddress() + " " + System.getProperty("user.name"));
%>
X
  fat_run "$1" sh -c 'update-ca-certificates -f >/dev/null 2>&1; chown -R tomcat /var/lib/tomcat10/webapps/shop'
}
probe() {
  start_main; wait_port 8080 60 || return 1; local u=http://127.0.0.1:8080/shop
  retry 30 sh -c "curl -sf --max-time 30 $u/page.txt"
  want static 'static page' "$(cget $u/page.txt)"; want page 'host 127.0.0.1 tomcat' "$(cget --max-time 60 $u/)"; want messages 'Grüße 1.234,50' "$(cget "$u/?r=msg")"; want zone 'Asia/Dubai 9' "$(cget "$u/?r=zone")"
  want charset 93fa "$(cget "$u/?r=charset")"; want hash 2d71 "$(cget "$u/?r=hash")"; want https 'hello from /hello/jsp' "$(cget "$u/?r=out")"
}
