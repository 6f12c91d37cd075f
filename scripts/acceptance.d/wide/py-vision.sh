# py-vision: the author's scanner in /srv/scan on Debian's packages: OpenCV, Pillow, scikit-image, tesseract with two languages, bar codes, pdf2image through poppler, EXIF, matplotlib; one command with sub-commands by argparse, workers by multiprocessing
PACKAGES="python3-opencv opencv-data python3-pil python3-skimage tesseract-ocr tesseract-ocr-deu python3-tesserocr python3-pyzbar python3-qrcode poppler-utils python3-fitz python3-exif python3-matplotlib python3-pypdf fonts-dejavu-core"
ENTRYPOINT=(/srv/scan/scan.py)
CMD=(--help)
USER=nobody
WORKDIR=/srv/scan
prepare() {
  local a=$1/srv/scan; mkdir -p $a/scanlib
  printf '#!/usr/bin/python3\nimport argparse, importlib, pkgutil, scanlib\np = argparse.ArgumentParser(); s = p.add_subparsers(dest="cmd", required=True)\nfor m in pkgutil.iter_modules(scanlib.__path__):\n    s.add_parser(m.name).add_argument("args", nargs="*")\na = p.parse_args(); print(importlib.import_module("scanlib." + a.cmd).main(*a.args))\n' > $a/scan.py; chmod 755 $a/scan.py; : > $a/scanlib/__init__.py
  cat > $a/scanlib/ocr.py <<'P'
import subprocess
from PIL import Image, ImageDraw, ImageFont
def page():
    i = Image.new("RGB", (600, 100), "white"); ImageDraw.Draw(i).text((10, 20), "Straße Hello 42", "black", ImageFont.truetype("DejaVuSans.ttf", 48)); i.save("/tmp/p.png", dpi=(300, 300)); i.save("/tmp/p.tif", compression="tiff_lzw"); i.save("/tmp/p.pdf"); i.save("/tmp/p.webp"); i.save("/tmp/p.jp2"); return i
def main(*a):
    page(); o = subprocess.run(["tesseract", "/tmp/p.png", "-", "-l", "deu", "--psm", "7"], capture_output=True, text=True).stdout.strip(); subprocess.run(["tesseract", "/tmp/p.tif", "/tmp/out", "-l", "eng", "pdf", "hocr"], capture_output=True)
    import tesserocr; t = tesserocr.image_to_text(Image.open("/tmp/p.png"), lang="eng").strip(); return o, t, open("/tmp/out.pdf", "rb").read(4), "ocr_page" in open("/tmp/out.hocr").read(), sorted(tesserocr.get_languages()[1])
P
  cat > $a/scanlib/codes.py <<'P'
def main(*a):
    import qrcode, qrcode.image.svg, cv2; from pyzbar import pyzbar; from PIL import Image
    qrcode.make("hello").save("/tmp/q.png"); d = cv2.QRCodeDetector().detectAndDecode(cv2.imread("/tmp/q.png"))[0]; return pyzbar.decode(Image.open("/tmp/q.png"))[0].data.decode(), d, b"<svg" in qrcode.make("x", image_factory=qrcode.image.svg.SvgPathImage).to_string()
P
  cat > $a/scanlib/find.py <<'P'
import multiprocessing
def edges(n):
    import cv2, numpy as np; i = np.zeros((50, 50), np.uint8); cv2.circle(i, (25, 25), n, 255, -1); return len(cv2.findContours(cv2.Canny(i, 50, 100), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])
def main(*a):
    import cv2, numpy as np
    with multiprocessing.Pool(2) as p: r = p.map(edges, [5, 10])
    c = cv2.CascadeClassifier("/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml"); v = cv2.VideoWriter("/tmp/v.avi", cv2.VideoWriter_fourcc(*"MJPG"), 5, (64, 48))
    for i in range(5): v.write(np.full((48, 64, 3), i * 40, np.uint8))
    v.release(); w = cv2.VideoCapture("/tmp/v.avi"); ok, f = w.read(); o = cv2.ORB_create(); k = cv2.SIFT_create(); cv2.imwrite("/tmp/a.jpg", f); cv2.imwrite("/tmp/a.webp", f); cv2.imwrite("/tmp/a.exr", f.astype("float32")) if 0 else 0; m = cv2.dnn.blobFromImage(f); return r, c.empty(), ok, f.shape, m.shape, cv2.putText(f, "x", (1, 9), cv2.FONT_HERSHEY_SIMPLEX, .3, (0, 0, 255)).shape
P
  cat > $a/scanlib/sci.py <<'P'
def main(*a):
    from skimage import data, filters, measure, io, transform, segmentation, color, feature, morphology; import numpy as np
    i = np.zeros((40, 40)); i[10:30, 10:30] = 1; e = filters.sobel(i); l = measure.label(i); t = transform.rotate(i, 45); io.imsave("/tmp/s.png", (t * 255).astype("uint8"), check_contrast=False); h = feature.hog(i); s = segmentation.slic(color.gray2rgb(i), 4, channel_axis=-1); import matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as p; p.imshow(i); p.title("Größe"); p.savefig("/tmp/m.png"); return l.max(), round(e.max(), 1), morphology.disk(1).sum(), io.imread("/tmp/s.png").shape
P
  cat > $a/scanlib/pdf.py <<'P'
import subprocess
def main(*a):
    from scanlib import ocr; ocr.page(); subprocess.run(["pdftoppm", "-png", "-r", "50", "/tmp/p.pdf", "/tmp/pp"], check=True); n = subprocess.run(["pdfinfo", "/tmp/p.pdf"], capture_output=True, text=True).stdout; import fitz; d = fitz.open(); g = d.new_page(); g.insert_text((50, 50), "Grüße"); d.save("/tmp/f.pdf"); x = fitz.open("/tmp/f.pdf")[0]; from pypdf import PdfReader, PdfWriter; w = PdfWriter(); w.append_pages_from_reader(PdfReader("/tmp/f.pdf")); w.encrypt("x"); w.write("/tmp/e.pdf"); return "Pages" in n, x.get_text().strip(), x.get_pixmap().width, PdfReader("/tmp/e.pdf", password="x").pages[0].extract_text().strip(), subprocess.run(["pdftotext", "/tmp/f.pdf", "-"], capture_output=True, text=True).stdout.strip()
P
}
probe() {
  RUN_TIMEOUT=60; want help 'ocr' "$(run_main --help 2>&1)"; want ocr "Straße Hello 42.*Hello 42.*b'%PDF', True.*'deu', 'eng'" "$(run_main ocr 2>&1)"; want codes "'hello'.*True" "$(run_main codes 2>&1)"; want find '\[1, 1\], False, True, \(48, 64, 3\), \(1, 3, 48, 64\)' "$(run_main find 2>&1)"; want sci '1, [0-9.]+, 5, \(40, 40\)' "$(run_main sci 2>&1)"; want pdf "True, 'Grüße', [0-9]+, 'Grüße', 'Grüße'" "$(run_main pdf 2>&1)"
}
