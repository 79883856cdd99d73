#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, stages, packs, tests or shows the module. Every task is a dotnet command or a few cmdlets; nothing more happens here.
.EXAMPLE
    ./build.ps1 demo
.EXAMPLE
    ./build.ps1 pack -ProjectUri https://example.org/project -CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567
#>
[CmdletBinding()]
param(
    # build: compile. stage: lay the module as it ships into out/. pack: make its package there.
    # test: all tests, Pester included. demo: the main job on the sandbox. bench: the figures of docs/performance.md, measured here.
    [Parameter(Position = 0)]
    [ValidateSet('build', 'stage', 'pack', 'test', 'demo', 'bench')]
    [string] $Task = 'build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The project's address, for the package.
    [string] $ProjectUri = '',

    # Sign what is packed with this certificate of the user's store (Windows).
    [string] $CertificateThumbprint,

    # Sign what is packed in a way of your own: gets the paths of all files that need a signature.
    [scriptblock] $Sign,

    # What to measure and how, for bench: names of figures, --rounds 5, --write ...; see tests/Bench/Program.cs.
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Arguments = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    dotnet @args | Out-Host
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-Signing {
    $unsigned = Get-ChildItem (Join-Path $PSScriptRoot 'out/EnhancedConversions.PS') -Recurse -File -Include *.dll, *.psd1, *.psm1, *.ps1xml
    if ($Sign) {
        & $Sign $unsigned.FullName
        return
    }

    if (-not $IsWindows) { throw 'Authenticode signatures are made on Windows only; elsewhere give -Sign a script of your own.' }
    $certificate = Get-Item "Cert:\CurrentUser\My\$CertificateThumbprint"

    # What its maker has signed keeps that signature.
    foreach ($file in $unsigned | Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -eq 'NotSigned' }) {
        $signature = Set-AuthenticodeSignature $file.FullName -Certificate $certificate -HashAlgorithm SHA256 -TimestampServer 'http://timestamp.digicert.com'
        if ($signature.Status -ne 'Valid') { throw "$($file.Name) was not signed: $($signature.StatusMessage)" }
    }
}

function Show-MainJob {
    if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = 'PlainText' }
    Import-Module (Join-Path $PSScriptRoot 'out/EnhancedConversions.PS') -Force
    $leads = Join-Path $PSScriptRoot 'examples/data/leads.xlsx'
    $template = Join-Path ([IO.Path]::GetTempPath()) "template-$PID.xlsx"

    "`n# A demo account of each network, embedded: nothing leaves this machine."
    Connect-ConversionAccount -Sandbox -SandboxClock 2026-11-20T12:00:00Z | Format-Table

    "# The template to fill in, with the account's own action names."
    Export-ConversionTemplate $template -Network GoogleAds | ForEach-Object Name
    Remove-Item $template

    "`n# What the networks would refuse, before anything is sent."
    $report = Test-ConversionFile $leads -Account (Get-ConversionAccount)
    $report | Format-Table
    $report.Findings | Where-Object Severity -EQ Error | Format-Table

    "# What would go, and what goes."
    Send-OfflineConversion -Path $leads -WhatIf | Out-Null
    $results = Import-ConversionFile $leads -WarningAction SilentlyContinue | Send-OfflineConversion -ErrorAction SilentlyContinue
    $results | Group-Object Network, Status -NoElement | Format-Table Count, Name

    "# The same again: nothing is sent twice."
    $again = Import-ConversionFile $leads -WarningAction SilentlyContinue | Send-OfflineConversion -ErrorAction SilentlyContinue
    $again | Group-Object Network, Status -NoElement | Format-Table Count, Name

    "# What the ledger remembers."
    Get-ConversionUpload | Format-Table
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'build' { Invoke-DotNet build --configuration $Configuration }
        'stage' { Invoke-DotNet build src/EnhancedConversions.PS '-t:StageModule' --configuration $Configuration }
        'pack' {
            Invoke-DotNet build src/EnhancedConversions.PS '-t:StageModule' --configuration $Configuration "-p:ModuleProjectUri=$ProjectUri"
            if ($CertificateThumbprint -or $Sign) { Invoke-Signing }
            Invoke-DotNet build src/EnhancedConversions.PS '-t:PackStagedModule' --configuration $Configuration
        }
        'test' { Invoke-DotNet test --configuration $Configuration }
        'demo' {
            Invoke-DotNet build src/EnhancedConversions.PS '-t:StageModule' --configuration $Configuration '-clp:ErrorsOnly;NoSummary'
            Show-MainJob
        }
        'bench' {
            Invoke-DotNet build src/EnhancedConversions.PS '-t:StageModule' --configuration Release '-clp:ErrorsOnly;NoSummary'
            Invoke-DotNet run --project tests/Bench --configuration Release '--' @Arguments
        }
    }
}
finally {
    Pop-Location
}
