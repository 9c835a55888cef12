# One line, because of what it costs: a condition or a method call here makes the import a third slower (benchmarks/Import.ps1).
Import-Module $PSScriptRoot/bin/$PSEdition/AdoPat.dll -ErrorAction Stop
