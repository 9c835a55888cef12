# One line on purpose: what a script does here is paid at every import (benchmarks/README.md).
Import-Module $PSScriptRoot/bin/$PSEdition/AdoPat.dll -ErrorAction Stop
