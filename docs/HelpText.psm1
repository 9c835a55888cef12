# Plain text of Markdown, as far as the pages in this folder use it, for Get-Help.

Set-StrictMode -Version 3

$width = 76
$namespaces = @{
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev     = 'http://schemas.microsoft.com/maml/dev/2004/10'
    maml    = 'http://schemas.microsoft.com/maml/2004/10'
}

function Select-Maml($Node, [string] $XPath) {
    Select-Xml -Xml $Node -XPath $XPath -Namespace $namespaces | ForEach-Object Node
}

<#
.SYNOPSIS
    Makes of PlatyPS's MAML what Get-Help shows well: the parts of examples in their places, default values, plain text.
#>
function Update-Maml([System.Xml.XmlDocument] $Document, [object[]] $Help) {
    foreach ($example in Select-Maml $Document '//command:example') {
        Split-Example $example
    }

    foreach ($parameter in Select-Maml $Document '//command:parameters/command:parameter') {
        Add-DefaultValue $parameter $Help
    }

    foreach ($type in Select-Maml $Document '//dev:type/maml:name | //command:parameterValue') {
        $type.InnerText = $type.InnerText -replace '^System\.Nullable`1\[(.+)\]$', '$1'
    }

    foreach ($paragraph in Select-Maml $Document '//maml:para') {
        Set-Paragraph $paragraph.ParentNode $paragraph (Split-Markdown ($paragraph.InnerText -split "`n"))
    }

    foreach ($link in Select-Maml $Document '//maml:navigationLink') {
        Update-Link $link
    }
}

# PlatyPS puts a whole example into its introduction, and tears it apart at empty lines.
function Split-Example([System.Xml.XmlElement] $Example) {
    $introduction = Select-Maml $Example 'maml:introduction'
    $lines = Select-Maml $introduction 'maml:para' | ForEach-Object { $_.InnerText -split "`n" }
    $introduction.InnerText = ''

    $target = $introduction
    foreach ($block in Split-Markdown $lines) {
        if ($block -match '^```powershell') {
            (Select-Maml $Example 'dev:code').InnerText = ConvertTo-PlainText $block
            $target = Select-Maml $Example 'dev:remarks'
        }
        else {
            Set-Paragraph $target $null $block
        }
    }
}

# Puts paragraphs in the place of one, or at the end.
function Set-Paragraph([System.Xml.XmlElement] $Parent, [System.Xml.XmlElement] $Old, [string[]] $Blocks) {
    foreach ($block in $Blocks) {
        $new = $Parent.OwnerDocument.CreateElement('maml', 'para', $namespaces.maml)
        $new.InnerText = $Old ? (ConvertTo-PlainText $block) : $block
        $Parent.InsertBefore($new, $Old) | Out-Null
    }

    if ($Old) {
        $Parent.RemoveChild($Old) | Out-Null
    }
}

function Add-DefaultValue([System.Xml.XmlElement] $Parameter, [object[]] $Help) {
    $command = (Select-Maml $Parameter 'ancestor::command:command/command:details/command:name').InnerText
    $name = (Select-Maml $Parameter 'maml:name').InnerText
    $value = ($Help | Where-Object Title -EQ $command).Parameters | Where-Object Name -EQ $name | ForEach-Object DefaultValue
    if ($value) {
        $default = $Parameter.OwnerDocument.CreateElement('dev', 'defaultValue', $namespaces.dev)
        $default.InnerText = $value
        $Parameter.AppendChild($default) | Out-Null
    }
}

function Update-Link([System.Xml.XmlElement] $Link) {
    $uri = Select-Maml $Link 'maml:uri'
    if ($uri.InnerText -eq '' -and (Select-Maml $Link 'maml:linkText').InnerText -eq 'Online Version') {
        $Link.ParentNode.RemoveChild($Link) | Out-Null
    }
    elseif ($uri.InnerText -notlike 'https:*') {
        # The other page is a topic of Get-Help; its file name helps nobody.
        $uri.InnerText = ''
    }
}

<#
.SYNOPSIS
    One paragraph, list or fenced block of Markdown as plain text; lines are joined, list items stay apart.
#>
function ConvertTo-PlainText([string] $Markdown) {
    $text = $Markdown.Trim()
    if ($text -match '(?s)^```\w*\n(.*)\n```$') {
        return $Matches[1]
    }

    $text = $text -replace '\n(?!- )\s*', ' ' -replace '\[([^\]]+)\]\([^)]+\)', '$1'
    $text -replace '\*\*([^*]+)\*\*', '$1' -replace '`([^`]+)`', '$1'
}

<#
.SYNOPSIS
    A page about_* as the text that Get-Help shows.
#>
function ConvertTo-AboutText([string[]] $Lines) {
    foreach ($block in Split-Markdown $Lines) {
        switch -Regex ($block) {
            '^# (.+)' { 'TOPIC'; "    $($Matches[1])"; break }
            '^## (.+)' { $Matches[1].ToUpperInvariant(); break }
            '^### (.+)' { $Matches[1]; break }
            '^```' { ((ConvertTo-PlainText $block) -split "`n").ForEach({ "        $_".TrimEnd() }); break }
            '^- ' { ((ConvertTo-PlainText $block) -split "`n").ForEach({ Format-Paragraph $_ 4 6 }); break }
            default { Format-Paragraph (ConvertTo-PlainText $block) 4 4 }
        }
        if ($block -notmatch '^## ' -and $block -notmatch '^### ') { '' }
    }
}

# The blocks of a page: headings, paragraphs, lists, fenced code.
function Split-Markdown([string[]] $Lines) {
    $block = [System.Collections.Generic.List[string]]::new()
    $inCode = $false
    foreach ($line in $Lines + '') {
        if ($line -match '^```') { $inCode = -not $inCode }

        # PlatyPS writes U+0080 for an empty line.
        $line = $line.Trim([char] 0x80)
        if ($line -or $inCode) {
            $block.Add($line)
        }
        elseif ($block.Count) {
            $block -join "`n"
            $block.Clear()
        }
    }
}

function Format-Paragraph([string] $Text, [int] $Indent, [int] $Hanging) {
    $line = ' ' * $Indent
    $empty = $true
    foreach ($word in $Text -split ' ') {
        if (-not $empty -and $line.Length + 1 + $word.Length -gt $width) {
            $line
            $line = ' ' * $Hanging
            $empty = $true
        }

        $line += $empty ? $word : " $word"
        $empty = $false
    }

    $line
}

function ConvertTo-XmlText([System.Xml.XmlDocument] $Document) {
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
    $stream = [System.IO.MemoryStream]::new()
    $writer = [System.Xml.XmlWriter]::Create($stream, $settings)
    $Document.Save($writer)
    $writer.Dispose()
    [System.Text.Encoding]::UTF8.GetString($stream.ToArray())
}

function Save-Text([string] $Path, [string[]] $Lines) {
    [System.IO.File]::WriteAllText($Path, ($Lines -join "`n").TrimEnd() + "`n")
}

Export-ModuleMember -Function Update-Maml, ConvertTo-XmlText, ConvertTo-AboutText, Save-Text
