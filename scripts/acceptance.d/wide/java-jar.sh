# java-jar: an executable jar with its libraries in lib (slf4j, logback with its XML, Jackson, HikariCP, JDBC of H2, PostgreSQL and MariaDB, jetty embedded, commons), resource bundles, TLS, charsets, fonts; jshell beside
PACKAGES="default-jdk-headless liblogback-java libslf4j-java libjackson2-databind-java libjackson2-core-java libjackson2-annotations-java libhikaricp-java libh2-java libpostgresql-jdbc-java libmariadb-java libjetty9-java libservlet-api-java libcommons-lang3-java libcommons-csv-java libcommons-compress-java libguava-java libbcprov-java libjsoup-java libyaml-snake-java fontconfig fonts-dejavu-core ca-certificates-java"
ENTRYPOINT=(java -Xmx256m -jar /app/app.jar)
CMD=(serve)
ENV=("JAVA_TOOL_OPTIONS=-Dfile.encoding=UTF-8" "LANG=C.UTF-8")
USER=1000
WORKDIR=/app
EXPOSE=(8000)
prepare() {
  local r=$1 a=$1/app; mkdir -p $a/lib $a/src/shop
  cat > $a/src/shop/Main.java <<'J'
package shop;
import java.util.*; import java.sql.*; import java.nio.charset.*; import org.slf4j.*; import com.fasterxml.jackson.databind.*; import org.eclipse.jetty.server.*; import org.eclipse.jetty.server.handler.*; import javax.servlet.http.*;
public class Main {
  static final Logger log = LoggerFactory.getLogger(Main.class);
  public static class Bean { public String name = "Ä"; public int[] n = {1}; public java.util.Date d = new java.util.Date(0); }
  static String go(String w) throws Exception {
    switch (w) {
      case "/json": { ObjectMapper m = new ObjectMapper(); return m.writerWithDefaultPrettyPrinter().writeValueAsString(m.readValue(m.writeValueAsString(new Bean()), Bean.class)); }
      case "/h2": { com.zaxxer.hikari.HikariDataSource d = new com.zaxxer.hikari.HikariDataSource(); d.setJdbcUrl("jdbc:h2:/tmp/h2db"); d.setUsername("sa"); try (Connection c = d.getConnection(); Statement s = c.createStatement()) { s.execute("create table if not exists t(a int)"); s.execute("insert into t values(7)"); ResultSet q = s.executeQuery("select max(a) from t"); q.next(); return "h2 " + q.getInt(1); } finally { d.close(); } }
      case "/pg": try { DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/x", "u", "p"); return "?"; } catch (SQLException e) { return "pg " + e.getSQLState() + e.getMessage(); }
      case "/maria": try { DriverManager.getConnection("jdbc:mariadb://127.0.0.1:1/x", "u", "p"); return "?"; } catch (SQLException e) { return "maria " + e.getSQLState(); }
      case "/out": { java.net.http.HttpClient c = java.net.http.HttpClient.newHttpClient(); return c.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create("https://backend.panel.test:9443/hello/java")).build(), java.net.http.HttpResponse.BodyHandlers.ofString()).body(); }
      case "/i18n": return ResourceBundle.getBundle("shop.msg", Locale.GERMAN).getString("hi") + " " + java.text.NumberFormat.getCurrencyInstance(Locale.JAPAN).format(5) + " " + java.time.ZonedDateTime.ofInstant(java.time.Instant.EPOCH, java.time.ZoneId.of("Asia/Kathmandu")).format(java.time.format.DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.FRANCE)) + " " + new String("日本".getBytes("Shift_JIS"), "Shift_JIS") + " " + "Привет".getBytes("KOI8-R").length + " " + java.text.Normalizer.normalize("ﬁ", java.text.Normalizer.Form.NFKC);
      case "/font": { java.awt.image.BufferedImage i = new java.awt.image.BufferedImage(80, 20, 1); java.awt.Graphics2D g = i.createGraphics(); g.setFont(new java.awt.Font("DejaVu Sans", 0, 12)); g.drawString("Größe", 1, 12); java.io.ByteArrayOutputStream o = new java.io.ByteArrayOutputStream(); javax.imageio.ImageIO.write(i, "png", o); javax.imageio.ImageIO.write(i, "jpg", new java.io.ByteArrayOutputStream()); return "png " + o.size(); }
      case "/crypto": { java.security.Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider()); java.security.KeyPairGenerator k = java.security.KeyPairGenerator.getInstance("EC"); k.initialize(256); javax.crypto.SecretKeyFactory f = javax.crypto.SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256"); return "ec " + k.generateKeyPair().getPublic().getAlgorithm() + " " + java.security.MessageDigest.getInstance("BLAKE2B-256", "BC").digest(new byte[1]).length + " " + javax.net.ssl.SSLContext.getDefault().getProtocol() + " " + f.generateSecret(new javax.crypto.spec.PBEKeySpec("x".toCharArray(), new byte[8], 10, 128)).getEncoded().length; }
      case "/xml": { javax.xml.transform.Transformer t = javax.xml.transform.TransformerFactory.newInstance().newTransformer(); java.io.StringWriter s = new java.io.StringWriter(); t.transform(new javax.xml.transform.dom.DOMSource(javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new java.io.ByteArrayInputStream("<a><b/></a>".getBytes()))), new javax.xml.transform.stream.StreamResult(s)); return s + org.jsoup.Jsoup.parse("<p>x&auml;").select("p").text() + new org.yaml.snakeyaml.Yaml().load("a: [1]"); }
      case "/js": { List<String> n = new ArrayList<>(); for (java.nio.file.spi.FileSystemProvider p : java.nio.file.spi.FileSystemProvider.installedProviders()) n.add(p.getScheme()); return n + " " + java.lang.management.ManagementFactory.getRuntimeMXBean().getVmName() + " " + com.google.common.base.Joiner.on("-").join(1, 2) + " " + org.apache.commons.lang3.StringUtils.reverse("abc") + " " + org.apache.commons.csv.CSVFormat.DEFAULT.format("a,b", 1) + " " + java.net.InetAddress.getByName("svc.dns.test").getHostAddress() + " " + new javax.naming.InitialContext(new Hashtable<>(Map.of("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory", "java.naming.provider.url", "dns://127.0.0.1"))).getEnvironment().size(); }
      case "/boom": throw new IllegalStateException("boom");
    }
    return null;
  }
  public static void main(String[] a) throws Exception {
    Server s = new Server(8000); GzipHandler z = null;
    s.setHandler(new AbstractHandler() { public void handle(String t, Request b, HttpServletRequest q, HttpServletResponse r) { MDC.put("path", t); try { String o = go(t); log.info("served {}", t); if (o == null) { r.setStatus(404); o = "none"; } r.setContentType("text/plain;charset=utf-8"); r.getWriter().print(o); } catch (Throwable e) { log.error("failed", e); r.setStatus(500); try { r.getWriter().print("E " + e); } catch (Exception x) {} } b.setHandled(true); } });
    s.start(); log.info("started"); s.join();
  }
  static class GzipHandler {}
}
J
  printf 'hi=Hallo\n' > $a/src/shop/msg_de.properties; printf 'hi=Hello\n' > $a/src/shop/msg.properties
  printf '<configuration><appender name="F" class="ch.qos.logback.core.rolling.RollingFileAppender"><file>/tmp/app.log</file><rollingPolicy class="ch.qos.logback.core.rolling.TimeBasedRollingPolicy"><fileNamePattern>/tmp/app.%%d.gz</fileNamePattern></rollingPolicy><encoder><pattern>%%d{ISO8601} %%-5level [%%X{path}] %%logger{20} - %%msg%%n%%ex</pattern></encoder></appender><root level="INFO"><appender-ref ref="F"/></root></configuration>' > $a/src/logback.xml
  cat > $r/build.sh <<'S'
set -e; cd /app
for j in logback-core logback-classic slf4j-api jackson-databind jackson-core jackson-annotations HikariCP h2 postgresql mariadb-java-client jetty9-server jetty9-util jetty9-http jetty9-io servlet-api commons-lang3 commons-csv commons-compress guava bcprov jsoup snakeyaml failureaccess; do [ -e /usr/share/java/$j.jar ] && cp -L /usr/share/java/$j.jar lib/ || echo "no $j"; done
javac -cp 'lib/*' -d out src/shop/Main.java; cp src/shop/*.properties out/shop/; cp src/logback.xml out/
printf 'Main-Class: shop.Main\nClass-Path:' > m; for j in lib/*.jar; do printf ' %s\n ' $j; done >> m; echo >> m
awk 'NR==1{print;next}{gsub(/^ +| +$/,""); sub(/^Class-Path: */,""); if($0!="") l=l" "$0} END{print "Class-Path:" l}' m > m2
jar cfm app.jar m2 -C out .; rm -rf out m m2 src
S
  fat_run "$r" sh /build.sh >"$r.log" 2>&1 || { tail "$r.log"; return 1; }; rm "$r/build.sh"
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000
  want json '"name" : "Ä"' "$(cget $u/json)"; want h2 'h2 7' "$(cget $u/h2)"; want pg 'pg 08001' "$(cget $u/pg)"; want maria 'maria 08' "$(cget $u/maria)"; want out 'hello from' "$(cget $u/out)"; want i18n 'Hallo ￥5 jeudi 05:30 日本 6 fi' "$(cget $u/i18n)"; want font 'png [0-9]{3}' "$(cget $u/font)"; want crypto 'ec EC 32 Default 16' "$(cget $u/crypto)"; want xml '<a><b/></a>xä\{a=\[1\]\}' "$(cget $u/xml)"; want js 'jar.*Server VM 1-2 cba "?a,b.* 127.0.0.1' "$(cget $u/js)"; want boom 'E java.lang.IllegalState' "$(cget $u/boom)"; want nf none "$(cget $u/nope)"; want log 'ERROR \[/boom\] shop.Main - failed.*IllegalState' "$(tr '\n' ' ' < $R/tmp/app.log)"; want log2 'zaxxer|HikariPool' "$(cat $R/tmp/app.log)"
}
