# java-maven: maven offline with the repository of the distribution: compile, test, package
PACKAGES="maven default-jdk-headless maven-debian-helper junit4"
ENTRYPOINT=(mvn -o -q -s /etc/maven/settings-local.xml)
CMD=(package)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" "$1/etc/maven"; printf '<settings><localRepository>/usr/share/maven-repo</localRepository><offline>true</offline></settings>\n' > "$1/etc/maven/settings-local.xml"; }
probe() {
  work /work; mkdir -p "$D/src/main/java/a" "$D/src/test/java/a" "$D/src/main/resources"; echo 'v=${project.version}' > "$D/src/main/resources/v.properties"
  printf 'package a;\npublic class Main { public static int two() { return 2; } }\n' > "$D/src/main/java/a/Main.java"
  cat > "$D/pom.xml" <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>demo</artifactId><version>1.5</version><packaging>jar</packaging>
<properties><maven.compiler.source>11</maven.compiler.source><maven.compiler.target>11</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<build><resources><resource><directory>src/main/resources</directory><filtering>true</filtering></resource></resources><plugins>
@PLUGINS@
</plugins></build></project>
X
  local p="" a v; for a in compiler jar resources install surefire clean; do v=$(ls "$SRC_ROOT/usr/share/maven-repo/org/apache/maven/plugins/maven-$a-plugin" 2>/dev/null | grep -v debian | head -1); p+="<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-$a-plugin</artifactId><version>${v:-debian}</version></plugin>"; done
  /usr/bin/python3 - "$D/pom.xml" "$p" <<'Y'
import sys; t=open(sys.argv[1]).read().replace("@PLUGINS@",sys.argv[2]); open(sys.argv[1],"w").write(t)
Y
  want package '^$' "$(RUN_TIMEOUT=200 run_main -B package -DskipTests 2>&1 | grep ERROR | head -3)"
  check jar test -s "$D/target/demo-1.5.jar"; want filtered 'v=1.5' "$(unzip -p "$D/target/demo-1.5.jar" v.properties 2>&1 || /usr/bin/python3 -c 'import zipfile,sys; print(zipfile.ZipFile(sys.argv[1]).read("v.properties"))' "$D/target/demo-1.5.jar")"
  want version '3\.[0-9]' "$(run_main --version 2>&1)"
  echo 'class X { int x = "a"; }' > "$D/src/main/java/a/X.java"; want error 'incompatible types' "$(run_main package 2>&1)"
}
