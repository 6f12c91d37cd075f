# xvfb-gui: graphical programs without a screen: xvfb-run with GTK and Qt programs in Python, screenshots, xdotool
PACKAGES="xvfb xauth python3-gi gir1.2-gtk-3.0 python3-pyqt5 imagemagick x11-utils xdotool openbox fonts-dejavu-core adwaita-icon-theme dbus-x11 x11-apps xterm"
ENTRYPOINT=(xvfb-run -a -s "-screen 0 640x480x24")
CMD=(/srv/all.sh)
WORKDIR=/work
ENV=("HOME=/work" "LANG=C.UTF-8")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" "$1/srv"
cat > "$1/srv/gtk.py" <<'X'
import gi, sys, subprocess
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk, GLib, GdkPixbuf
w = Gtk.Window(title="Demo"); b = Gtk.Box(orientation=1); b.add(Gtk.Label(label="Hello GTK")); b.add(Gtk.Image.new_from_icon_name("document-open", 6)); b.add(Gtk.Button.new_with_label("Press")); b.add(Gtk.Entry()); w.add(b); w.set_default_size(300, 200)
w.connect("destroy", Gtk.main_quit); w.show_all()
def shot():
    subprocess.run(["import", "-window", "root", "/work/gtk.png"], check=True); print("shot", Gtk.get_major_version()); Gtk.main_quit(); return False
GLib.timeout_add(1500, shot); Gtk.main()
X
cat > "$1/srv/qt.py" <<'X'
import sys
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from PyQt5.QtCore import QTimer
a = QApplication(sys.argv); w = QWidget(); l = QVBoxLayout(w); l.addWidget(QLabel("Hello Qt")); l.addWidget(QPushButton("Press")); w.resize(300, 200); w.show()
def shot(): w.grab().save("/work/qt.png"); w.grab().save("/work/qt.jpg"); print("qt", a.platformName()); a.quit()
QTimer.singleShot(800, shot); a.exec_()
X
cat > "$1/srv/desk.sh" <<'X'
#!/bin/sh
openbox & 
xterm -e 'sleep 20' & sleep 3
xdotool search --class xterm getwindowname; xwininfo -root -tree | grep -c xterm; xdpyinfo | head -1; import -window root /work/desk.png
kill %1 %2
X
printf "#!/bin/sh\npython3 /srv/gtk.py; python3 /srv/qt.py; /srv/desk.sh\n" > "$1/srv/all.sh"; chmod 755 "$1/srv/desk.sh" "$1/srv/all.sh"; }
probe() {
  work /work; chmod 777 "$D"
  want gtk 'shot 3' "$(run_main python3 /srv/gtk.py 2>&1)"; pngtest gtkpng "$D/gtk.png" 640x480 20 1000
  want qt 'qt xcb' "$(run_main python3 /srv/qt.py 2>&1)"; pngtest qtpng "$D/qt.png" 300x200 5 30; want qtjpg JFIF "$(magic "$D/qt.jpg" 12)"
  want desk 'name of display' "$(run_main /srv/desk.sh 2>&1)"
}
