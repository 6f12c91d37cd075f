# chemistry: openbabel with its formats, RDKit from Python, a small GROMACS run
PACKAGES="openbabel python3-rdkit gromacs fonts-dejavu-core"
ENTRYPOINT=(/usr/local/bin/chem)
CMD=(obabel -V)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "OMP_NUM_THREADS=1")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" $1/srv; printf '#!/bin/sh\nk=$1; shift\ncase $k in obabel) exec obabel "$@" ;; gmx) exec gmx -quiet "$@" ;; rd) exec python3 /srv/rd.py "$@" ;; esac\n' > $1/usr/local/bin/chem; chmod 755 $1/usr/local/bin/chem
cat > $1/srv/rd.py <<'X'
from rdkit import Chem
from rdkit.Chem import AllChem, Descriptors, Draw, rdMolDescriptors
m = Chem.MolFromSmiles("CC(=O)Oc1ccccc1C(=O)O"); print(Descriptors.MolWt(m), rdMolDescriptors.CalcMolFormula(m))
h = Chem.AddHs(m); print(AllChem.EmbedMolecule(h, randomSeed=7), AllChem.MMFFOptimizeMolecule(h)); open("a.mol", "w").write(Chem.MolToMolBlock(h))
Draw.MolToFile(m, "m.png"); print(len(AllChem.GetMorganFingerprintAsBitVect(m, 2)))
from rdkit.Chem import FilterCatalog, ChemicalFeatures; from rdkit import RDConfig; import os
print(len(ChemicalFeatures.BuildFeatureFactory(os.path.join(RDConfig.RDDataDir, "BaseFeatures.fdef")).GetFeaturesForMol(m)))
p = FilterCatalog.FilterCatalogParams(); p.AddCatalog(FilterCatalog.FilterCatalogParams.FilterCatalogs.PAINS); print(FilterCatalog.FilterCatalog(p).HasMatch(m))
X
}
probe() {
  work /work
  want gen3d '1 molecule' "$(run_main obabel -:CCO -O e.mol --gen3d 2>&1)"; want pdb 'HETATM|ATOM' "$(run_main obabel e.mol -opdb 2>&1)"; want inchi 'InChI=1S/C2H6O' "$(run_main obabel -:CCO -oinchi 2>&1)"; want svg '<svg' "$(run_main obabel -:c1ccccc1 -osvg 2>&1)"; want png PNG "$(run_main obabel -:CCO -O e.png >/dev/null 2>&1; magic $D/e.png)"; want fp '^[0-9a-f> ]' "$(run_main obabel -:CCO -ofpt 2>&1)"; want minim '1 molecule' "$(run_main obabel e.mol -O f.mol --minimize --ff MMFF94 2>&1)"; want canon 'OCC|CCO' "$(run_main obabel -:OCC -ocan 2>&1)"
  want rdkit '180.1.*C9H8O4.*2048' "$(run_main rd 2>&1 | tr '\n' ' ')"; want rdpng PNG "$(magic $D/m.png)"; want pains 'False' "$(run_main rd 2>&1)"
  printf 'title\n    3\n    1SOL     OW    1   0.230   0.628   0.113\n    1SOL    HW1    2   0.137   0.626   0.150\n    1SOL    HW2    3   0.231   0.589   0.021\n   1.86206   1.86206   1.86206\n' > $D/one.gro
  want solvate 'Generated solvent|Number of solvent' "$(run_main gmx solvate -cs spc216.gro -box 2 2 2 -o w.gro 2>&1)"; n=$(grep -c OW $D/w.gro); printf '#include "oplsaa.ff/forcefield.itp"\n#include "oplsaa.ff/spce.itp"\n[ system ]\nw\n[ molecules ]\nSOL %s\n' $n > $D/t.top; printf 'integrator=steep\nnsteps=20\ncutoff-scheme=Verlet\ncoulombtype=PME\nrcoulomb=0.9\nrvdw=0.9\n' > $D/m.mdp
  want grompp 'GROMACS reminds|total charge|There was|This run will' "$(run_main gmx grompp -f m.mdp -c w.gro -p t.top -o t.tpr -maxwarn 2 2>&1)"; check tpr test -s $D/t.tpr; want mdrun 'Steepest Descents|Potential Energy' "$(run_main gmx mdrun -s t.tpr -deffnm t -nt 1 2>&1)"; want energy 'Potential' "$(printf 'Potential\n\n' | run_main gmx energy -f t.edr -o e.xvg 2>&1)"
  printf 'ATOM      1  N   ALA A   1      -0.677  -1.230  -0.491  1.00  0.00           N\nATOM      2  CA  ALA A   1      -0.001   0.064  -0.491  1.00  0.00           C\nATOM      3  C   ALA A   1       1.499  -0.110  -0.491  1.00  0.00           C\nATOM      4  O   ALA A   1       2.030  -1.227  -0.502  1.00  0.00           O\nATOM      5  CB  ALA A   1      -0.509   0.856   0.727  1.00  0.00           C\nTER\nEND\n' > $D/p.pdb;
}
