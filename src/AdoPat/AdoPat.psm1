# One statement on purpose: what a script does here is paid at every import (benchmarks/README.md).
try { Import-Module $PSScriptRoot/bin/$PSEdition/AdoPat.dll -ErrorAction Stop } catch { . $PSScriptRoot/ImportFailure.ps1 }
