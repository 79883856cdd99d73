<#
.SYNOPSIS
    Sends to many accounts at a time, each its own file, and gives one line an account.
.DESCRIPTION
    An account is safe to use in other runspaces: it never changes after it was connected. Each runspace imports the module once.
.EXAMPLE
    ./Send-ManyAccounts.ps1 -Sandbox
    Sends the example file to eight demo accounts, in four sandboxes.
.EXAMPLE
    ./Send-ManyAccounts.ps1 -Job @(@{ Account = $berlin; Path = './berlin.csv' }, @{ Account = $paris; Path = './paris.csv'; Reading = @{ Culture = 'fr-FR'; TimeZone = 'Europe/Paris' } })
#>
[CmdletBinding()]
param(
    # What to send where: hashtables with Account (of Connect-ConversionAccount), Path and, where the file needs it, Reading: parameters of
    # Send-OfflineConversion such as Map, Culture, TimeZone, DefaultCountry.
    [hashtable[]] $Job,

    # Sends the example file to demo accounts instead.
    [switch] $Sandbox,

    # How many accounts at a time.
    [ValidateRange(1, 32)] [int] $ThrottleLimit = 4
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not (Get-Module EnhancedConversions.PS)) {
    $staged = Join-Path $PSScriptRoot '../out/EnhancedConversions.PS'
    Import-Module ((Test-Path $staged) ? $staged : 'EnhancedConversions.PS')
}

if ([bool] $Job -eq [bool] $Sandbox) { throw 'Say what to send where: -Job with your accounts and files, or -Sandbox for demo accounts. One of the two is needed.' }
if ($Sandbox) {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "many-accounts-$([guid]::NewGuid())"
    $Job = foreach ($number in 1..4) {
        Connect-ConversionAccount -Sandbox -StatePath "$folder/$number" -SandboxClock 2026-11-20T12:00:00Z |
            ForEach-Object { @{ Account = $_; Path = Join-Path $PSScriptRoot 'data/leads.csv' } }
    }
}

$module = (Get-Module EnhancedConversions.PS).Path
$Job | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
    Import-Module $using:module
    $failed = $null
    $reading = $_.Reading ?? @{}
    $results = @(Send-OfflineConversion -Path $_.Path -Account $_.Account @reading -ErrorAction SilentlyContinue -ErrorVariable failed)
    [pscustomobject]@{
        Account  = "$($_.Account)"
        Accepted = @($results | Where-Object Status -EQ Accepted).Count
        Before   = @($results | Where-Object Status -EQ AlreadySent).Count
        Denied   = @($results | Where-Object Code -EQ ConsentDenied | Where-Object Status -EQ Held).Count
        Other    = @($results | Where-Object { $_.Status -notin 'Accepted', 'AlreadySent' -and $_.Code -ne 'ConsentDenied' }).Count
        UploadId = $results | ForEach-Object UploadId | Select-Object -First 1
        Error    = $failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Select-Object -Unique
    }
}
