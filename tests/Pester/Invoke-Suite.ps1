<#
.SYNOPSIS
    Runs the Pester suite against the staged module. Exit code: 0 passed, 1 failed, 2 no Pester 5.
#>
[CmdletBinding()]
param(
    # Prints Pester's version and ends.
    [switch] $Version,

    # File that gets the counts and the failures as JSON.
    [string] $Report,

    # Only the tests in this file.
    [string] $Path = $PSScriptRoot
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version -Descending | Select-Object -First 1
if (-not $pester) { exit 2 }
if ($Version) { $pester.Version.ToString(); exit 0 }

Import-Module $pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

if ($Report) {
    New-Item -ItemType Directory -Path (Split-Path $Report) -Force | Out-Null
    [ordered]@{
        Engine   = $PSVersionTable.PSVersion.ToString()
        Pester   = $pester.Version.ToString()
        Passed   = $run.PassedCount
        Failed   = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
        Skipped  = $run.SkippedCount + $run.NotRunCount
        Failures = @(
            $run.Failed | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord.Exception.Message -join ' ')" }
            $run.FailedBlocks | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord.Exception.Message -join ' ')" }
            $run.FailedContainers | ForEach-Object { "$($_.Item): $($_.ErrorRecord.Exception.Message -join ' ')" }
        )
    } | ConvertTo-Json | Set-Content -LiteralPath $Report
}

exit ($run.Result -eq 'Passed' ? 0 : 1)
