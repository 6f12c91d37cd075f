# beanstalkd with a binlog and a user
PACKAGES="beanstalkd"
ENTRYPOINT=(beanstalkd)
CMD=(-l 0.0.0.0 -p 11300 -b /var/lib/beanstalkd -u beanstalkd)
EXPOSE=(11300)
prepare() { mkdir -p "$1/var/lib/beanstalkd"; fat_run "$1" chown beanstalkd /var/lib/beanstalkd; }
probe() { start_main; wait_port 11300 || return 1; want work 'INSERTED.*RESERVED.*hello' "$(/usr/bin/python3 -I -c 'import socket
s=socket.create_connection(("127.0.0.1",11300)); s.sendall(b"put 0 0 60 5\r\nhello\r\nreserve\r\nstats\r\n"); import time; time.sleep(1); print(s.recv(9999))' 2>&1)"; want uid "^$(awk -F: '$1=="beanstalkd"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"; }
