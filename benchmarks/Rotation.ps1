#requires -Version 7.4
<#
.SYNOPSIS
    Measures what rotating many tokens costs, against the same requests sent without anything around them.
.DESCRIPTION
    The emulator answers each request after a set time. Invoke-AdoPatRotation replaces the tokens, each with a file as its
    destination: journal, locks, typed objects, verification and progress included. Then a bare HttpClient sends as many
    requests of the same kinds, as many at a time. The two take turns; the median of each counts.

    It needs the packaged module and the emulator: pwsh ./build.ps1 Package; dotnet build src/AdoPat.Emulator -c Release
.PARAMETER Tokens
    How many tokens are rotated in each run.
.PARAMETER Runs
    How often each thing is measured.
.PARAMETER WarmUp
    How many runs come before them and do not count: until then the runtime compiles.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 10000)]
    [int] $Tokens = 200,

    [ValidateRange(1, 64)]
    [int] $ThrottleLimit = 8,

    [ValidateRange(0, 10000)]
    [int] $Latency = 100,

    [ValidateRange(1, 100)]
    [int] $Runs = 3,

    [ValidateRange(0, 100)]
    [int] $WarmUp = 6
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = Split-Path $PSScriptRoot
'samples/Emulator.psm1', 'benchmarks/Benchmark.psm1' | ForEach-Object { Import-Module (Join-Path $root $_) }
$scratch = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())")
$env:XDG_DATA_HOME = $scratch # where the journal of rotations is kept
Import-Module (Join-Path $root 'output/AdoPat')

Add-Type @'
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

public static class BareRequests
{
    // Each item is the requests of one token, which wait for each other: method, address, body.
    public static void Send(string accessToken, IEnumerable<string[][]> items, int throttleLimit)
    {
        using HttpClient client = new(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            UseProxy = false,
        });
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = throttleLimit }, async (requests, stop) =>
        {
            foreach (string[] request in requests)
            {
                using HttpRequestMessage message = new(new HttpMethod(request[0]), request[1]);
                if (request[2].Length > 0)
                {
                    message.Content = new StringContent(request[2], Encoding.UTF8, "application/json");
                }

                using HttpResponseMessage answer = await client.SendAsync(message, stop);
                await answer.Content.ReadAsByteArrayAsync(stop);
                answer.EnsureSuccessStatusCode();
            }
        }).GetAwaiter().GetResult();
    }
}
'@

$emulator = Start-Emulator '--sign-in', 'ada@contoso.test', '--latency', $Latency -Configuration Release
try {
    $null = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null
    $accessToken = Get-AccessToken $emulator.Uri
    $times = @{ rotation = @(); bare = @() }
    foreach ($run in (1 - $WarmUp)..$Runs) {
        # An organization for each run: what a rotation lists shall not grow.
        Add-EmulatorSeed $emulator.Uri @{ organizations = @(@{ name = "run$run"; administrators = @('ada@contoso.test') }) }
        $pats = "$($emulator.Uri)/vssps.dev.azure.com/run$run/_apis/tokens/pats"
        $null = Add-Token $emulator.Uri "rotate$run" $Tokens "run$run"
        $old = Get-AdoPat "rotate$run-*" -Organization "run$run"
        $before = @(Get-EmulatorRequest $emulator.Uri).Count
        $destination = New-AdoPatDestination -Path "$scratch/{name}.pat"
        $rotation = Measure-Command { $old | Invoke-AdoPatRotation -Destination $destination -ThrottleLimit $ThrottleLimit }
        $sent = @(Get-EmulatorRequest $emulator.Uri | Select-Object -Skip $before)

        # As many requests of each kind, with tokens of their own to revoke.
        $ids = @(Add-Token $emulator.Uri "bare$run" $Tokens "run$run")
        $reads = [int][Math]::Round(@($sent | Where-Object method -EQ GET).Count / $Tokens)
        $items = @(foreach ($i in 0..($Tokens - 1)) {
            $body = @{ displayName = "bare$run-$i"; scope = 'vso.code'; validTo = [DateTime]::UtcNow.AddDays(20).ToString('o'); allOrgs = $false } | ConvertTo-Json
            , [string[][]] @(
                , @('POST', "${pats}?api-version=7.2-preview.1", $body)
                for ($read = 0; $read -lt $reads; $read++) { , @('GET', "$($emulator.Uri)/dev.azure.com/run$run/_apis/connectionData", '') }
                , @('DELETE', "${pats}?authorizationId=$($ids[$i])&api-version=7.2-preview.1", '')
            )
        })
        $bare = Measure-Command { [BareRequests]::Send($accessToken, [string[][][]] $items, $ThrottleLimit) }
        if ($run -gt 0) {
            $times.rotation += $rotation.TotalMilliseconds
            $times.bare += $bare.TotalMilliseconds
        }
    }
}
finally {
    Stop-Emulator $emulator
    Remove-Item $scratch -Recurse -Force
}

'{0} tokens, {1} at a time, {2} ms for each answer, {3} requests for each token' -f $Tokens, $ThrottleLimit, $Latency, ($sent.Count / $Tokens)
'Invoke-AdoPatRotation: {0:n1} s' -f ((Get-Median $times.rotation) / 1000)
'bare requests:         {0:n1} s' -f ((Get-Median $times.bare) / 1000)
'ratio:                 {0:n2} (median of {1} runs; the goal is at most 1.3)' -f ((Get-Median $times.rotation) / (Get-Median $times.bare)), $Runs
