# math-tools: octave, gnuplot and maxima from scripts
PACKAGES="octave gnuplot-nox maxima"
ENTRYPOINT=(/usr/local/bin/math)
CMD=(octave /work/a.m)
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/math" <<'X'
#!/bin/sh
case $1 in
 octave) exec octave-cli --no-gui --quiet "$2" ;;
 gnuplot) exec gnuplot "$2" ;;
 maxima) exec maxima --very-quiet --batch-string="$2" ;;
esac
X
chmod 755 "$1/usr/local/bin/math"; }
probe() {
  work /work
  printf 'x = linspace(0,1,5); printf("%%g\\n", trapz(x, x.^2)); A = magic(4); disp(det(A(1:3,1:3))); disp(inv([2 0;0 4])); s = strsplit("a,b", ","); disp(s{2}); disp(datestr(0)); p = polyfit(1:3,[1 4 9],2); printf("%%.1f ", p); printf("\\n"); save("-v7","/work/a.mat","A"); f = fzero(@(x) x^2-2, [0 2]); printf("%%.4f\\n", f); [t,y] = ode45(@(t,y) -y, [0 1], 1); printf("%%.3f\\n", y(end)); q = quad(@(x) x, 0, 1); disp(regexprep("abc","b","X")); disp(jsonencode(struct("a",1))); sp = sparse([1 0;0 2]); disp(full(sp\\[2;4])); csvwrite("/work/a.csv", A); y = fft([1 2 3 4]); disp(real(y(1))); try; error("my:id","boo"); catch e; disp(e.identifier); end; disp(median([3 1 2])); disp(std([1 2 3])); z = interp1([1 2],[3 4],1.5); disp(z);\n' > "$D/a.m"
  want octave '0\.34.*b.*1\.0.*1\.4142.*0\.36.*aXc.*"a":1.*my:id' "$(run_main octave /work/a.m 2>&1 | tr '\n' ' ')"; check mat test -s "$D/a.mat"
  printf 'graphics_toolkit("gnuplot"); f = figure("visible","off"); plot(1:3,[1 4 9]); title("T"); print(f, "/work/p.png", "-dpng");\n' > "$D/p.m"; want plot '' "$(run_main octave /work/p.m 2>&1)"; 
  printf 'set terminal pngcairo size 300,200\nset output "/work/g.png"\nset title "Ünï"\nplot sin(x), x**2\nset terminal svg\nset output "/work/g.svg"\nsplot x*y with pm3d\nset terminal pdfcairo\nset output "/work/g.pdf"\nset palette rgb 33,13,10\nplot "-" with lines\n1 2\n2 3\ne\nset terminal dumb\nset output\nplot x\n' > "$D/a.gp"
  want gnuplot '\+---' "$(run_main gnuplot /work/a.gp 2>&1)"; pngtest png "$D/g.png" 300x200 10 100; want svg 'svg' "$(head -c 300 "$D/g.svg")"; want pdf '%PDF' "$(magic "$D/g.pdf")"
  want maxima 'atan\(x\)|log' "$(run_main maxima 'integrate(1/(1+x^2),x);' 2>&1)"; want maxload '6' "$(run_main maxima 'load("linearalgebra")$ load(simplex)$ print(3!)$ tex(x^2/2);' 2>&1)"; want solve 'x = ' "$(run_main maxima 'solve(x^2=4,x); ode2(diff(y,x)=y,y,x); taylor(sin(x),x,0,5);' 2>&1)"
}
