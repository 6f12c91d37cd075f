# cups: a print server: PPD from the driverless model, filters from text and PDF to PostScript, a file device
PACKAGES="cups cups-filters ghostscript"
ENTRYPOINT=(/usr/local/bin/start.sh)
EXPOSE=(631)
prepare() {
  local r=$1
  sed -i 's/^Listen localhost:631/Port 631/; s/^MaxLogSize.*/MaxLogSize 0\nAccessLog stderr\nErrorLog stderr/' "$r/etc/cups/cupsd.conf"
  printf 'FileDevice Yes\n' >> "$r/etc/cups/cups-files.conf"
  cat > "$r/usr/local/bin/start.sh" <<'E'
#!/bin/sh
cupsd -f &
pid=$!
trap 'kill $pid' TERM
until lpstat -r | grep -q 'is running'; do sleep 0.5; done
lpadmin -p laser -E -v file:///tmp/out.ps -m drv:///sample.drv/laserjet.ppd || lpadmin -p laser -E -v file:///tmp/out.ps -m lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd
lpadmin -d laser
echo ready > /tmp/ready
wait $pid
E
  chmod 755 "$r/usr/local/bin/start.sh"
}
cl() { mount -t proc proc /var/tmp/servers/clients/proc 2>/dev/null; mountpoint -q /var/tmp/servers/clients/mnt || mount --bind "$H" /var/tmp/servers/clients/mnt 2>/dev/null; chroot /var/tmp/servers/clients env LC_ALL=C.UTF-8 HOME=/root timeout 30 "$@" 2>&1; }
probe() {
  start_main; wait_port 631 || return 1
  check ready retry 20 test -s "$R/tmp/ready"
  echo "Hallo Drucker äöü" > "$H/a.txt"
  want ipp 'request id' "$(cl lp -h 127.0.0.1 -d laser /mnt/a.txt)"
  check printed retry 30 test -s "$R/tmp/out.ps"
  want web 'CUPS' "$(cget http://127.0.0.1:631/)"
  want printers 'laser' "$(cget http://127.0.0.1:631/printers/)"
  want status 'laser' "$(cl lpstat -h 127.0.0.1 -p)"
}
