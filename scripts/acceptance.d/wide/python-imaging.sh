# pip install --user; pillow, opencv headless, reportlab, weasyprint, lxml, beautifulsoup, qrcode, pypdf, docx, xlsx: one worker with subcommands
PACKAGES="python3 python3-pip libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
ENTRYPOINT=(python3 /srv/img/tool.py)
CMD=(pillow)
USER=img
WORKDIR=/srv/img
. "$SUITE/lib/cli.sh"; . "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/srv/img; add_user "$r" img 1000 || return 1; mkdir -p "$a"
  pip_run "$r" sh -c 'HOME=/home/img python3 -m pip install -q --user --break-system-packages pillow pillow-heif opencv-python-headless reportlab weasyprint lxml beautifulsoup4 html5lib pypdf python-docx openpyxl xlsxwriter python-pptx pdfminer.six imageio scikit-image PyMuPDF python-barcode chardet && chown -R img:img /home/img' || return 1
  cat > "$a/tool.py" <<'X'
import sys, io
def pillow():
    from PIL import Image, ImageDraw, ImageFont, ImageFilter, ImageCms, features
    i = Image.new("RGB", (60, 40), "white"); d = ImageDraw.Draw(i); d.text((2, 2), "Äß", font=ImageFont.truetype("DejaVuSans.ttf", 14), fill="black"); d.text((30, 2), "x", font=ImageFont.load_default())
    out = []
    for f in ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "ICO", "PDF", "PPM", "TGA", "JPEG2000", "AVIF", "EPS", "PCX", "DDS", "ICNS", "SGI"]:
        b = io.BytesIO(); i.save(b, f); out.append(f)
        if f not in ("PDF", "EPS"): b.seek(0); Image.open(b).load()
    b = io.BytesIO(); i.save(b, "TIFF", compression="tiff_lzw"); b.seek(0); Image.open(b).load()
    i.filter(ImageFilter.GaussianBlur(2)).convert("CMYK").convert("LAB" if False else "L"); ImageCms.createProfile("sRGB")
    print("formats", len(out), features.check("raqm"), features.check("webp"), len(i.getcolors(999)) > 3)
def heif():
    import pillow_heif; from PIL import Image; pillow_heif.register_heif_opener(); b = io.BytesIO(); Image.new("RGB", (64, 64), "red").save(b, "HEIF"); b.seek(0); print("heif", Image.open(b).size)
def cv():
    import cv2, numpy as np
    a = np.zeros((100, 100, 3), np.uint8); cv2.putText(a, "hi", (10, 50), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255)); ok, b = cv2.imencode(".jpg", a)
    w = cv2.VideoWriter("/tmp/x.avi", cv2.VideoWriter_fourcc(*"MJPG"), 10, (100, 100)); [w.write(a) for _ in range(5)]; w.release(); v = cv2.VideoCapture("/tmp/x.avi"); print("cv", ok, False, v.read()[0], cv2.QRCodeDetector().detectAndDecode(a)[0] == "")
def report():
    from reportlab.pdfgen import canvas; from reportlab.graphics.barcode import qr, code128; from reportlab.platypus import SimpleDocTemplate, Paragraph, Table; from reportlab.lib.styles import getSampleStyleSheet; from reportlab.pdfbase import pdfmetrics; from reportlab.pdfbase.ttfonts import TTFont; from reportlab.pdfbase.cidfonts import UnicodeCIDFont; from reportlab.graphics import renderPDF, renderPM
    pdfmetrics.registerFont(TTFont("D", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")); pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    b = io.BytesIO(); c = canvas.Canvas(b); c.setFont("D", 12); c.drawString(10, 10, "Größe"); c.setFont("HeiseiMin-W3", 12); c.drawString(10, 40, "日本"); c.setFont("Courier", 9); c.drawString(1, 1, "x"); code128.Code128("x").drawOn(c, 9, 9); c.save()
    s = io.BytesIO(); SimpleDocTemplate(s).build([Paragraph("<b>x</b>", getSampleStyleSheet()["Title"]), Table([["a"]])])
    from reportlab.graphics.shapes import Drawing, String; d = Drawing(20, 20); d.add(String(1, 1, "a")); print("report", b.getvalue()[:4], len(renderPDF.drawToString(d)) > 500, b"PNG")
def weasy():
    from weasyprint import HTML; from pypdf import PdfReader
    p = HTML(string="<style>@page{size:A5}h1{color:red}</style><h1>Größe ffi</h1><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='3'/></svg><p lang=de style='hyphens:auto;width:30px'>Donaudampfschifffahrt</p><input type=checkbox>").write_pdf(pdf_forms=True)
    t = PdfReader(io.BytesIO(p)).pages[0].extract_text(); import pdfminer.high_level, fitz; print("weasy", "Größe" in t, "Größe" in pdfminer.high_level.extract_text(io.BytesIO(p)), fitz.open(stream=p).load_page(0).get_pixmap().width)
def html():
    from lxml import etree, html, isoschematron, objectify; from bs4 import BeautifulSoup
    x = etree.XSLT(etree.XML('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">ok<xsl:value-of select="a"/></xsl:template></xsl:stylesheet>'))(etree.XML("<a>1</a>"))
    s = isoschematron.Schematron(etree.XML('<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="a"><assert test="b">x</assert></rule></pattern></schema>'))
    print("html", str(x).strip()[-3:], s.validate(etree.XML("<a/>")), [BeautifulSoup("<p>ä<b>x", p).b.text for p in ("lxml", "html.parser", "html5lib", "xml")], html.fromstring(b"<meta charset=koi8-r><p>\xc1").text_content() , etree.XML('<?xml version="1.0" encoding="shift_jis"?><a>x</a>'.encode("shift_jis")).text, BeautifulSoup("<p>\u0439\u0446\u0443\u043a\u0435\u043d\u0433 \u043f\u0440\u0438\u0432\u0435\u0442</p>".encode("cp1251"), "lxml").original_encoding)
def office():
    import docx, openpyxl, xlsxwriter, pptx
    b = io.BytesIO(); d = docx.Document(); d.add_heading("x"); d.add_table(1, 1); d.save(b); b.seek(0); n = len(docx.Document(b).paragraphs)
    w = openpyxl.Workbook(); w.active["A1"] = 3; from openpyxl.chart import BarChart; w.active.add_chart(BarChart()); b = io.BytesIO(); w.save(b); b.seek(0); v = openpyxl.load_workbook(b).active["A1"].value
    x = xlsxwriter.Workbook(io.BytesIO()); x.add_worksheet().write(0, 0, 1); x.close(); p = pptx.Presentation(); p.slides.add_slide(p.slide_layouts[0]); p.save(io.BytesIO()); print("office", n, v, len(p.slides))
def ski():
    import numpy as np, imageio.v3 as iio; from skimage import data, filters, io as sio, transform, measure; print("ski", data.camera().shape, filters.sobel(data.coins()).max() > 0, len(iio.imread(iio.imwrite("<bytes>", np.zeros((8, 8, 3), "uint8"), extension=".png"))), measure.label(np.eye(3)).max())
for n in sys.argv[1:]: globals()[n]()
X
}
probe() {
  want pillow 'formats 17 True True True' "$(run_main pillow 2>&1)"; want heif 'heif \(64, 64\)' "$(run_main heif 2>&1)"; want cv 'cv True False True True' "$(run_main cv 2>&1)"; want report "report b'%PDF' True b'PNG'" "$(run_main report 2>&1)"
  want weasy 'weasy True True [0-9]' "$(run_main weasy 2>&1)"; want html "html ok1 False .'x', 'x', 'x', 'x'. . x [Ww]indows-1251" "$(run_main html 2>&1)"; want office 'office 1 3 1' "$(run_main office 2>&1)"; want ski 'ski \(512, 512\) True 8 1' "$(run_main ski 2>&1)"
}
