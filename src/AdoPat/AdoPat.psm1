$framework = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'bin', $framework, 'AdoPat.dll')) -ErrorAction Stop
