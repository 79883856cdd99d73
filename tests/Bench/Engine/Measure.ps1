<#
.SYNOPSIS
    Does one piece of work in this process and prints what it cost as one line of JSON. Import and sign-in come before the watch is started.
#>
param(
    [Parameter(Mandatory)]
    [ValidateSet('Script', 'Path', 'ImportSend', 'CsvSend', 'ImportHash', 'Import', 'ImportModule')]
    [string] $Work,

    # The module's folder.
    [string] $Module,

    # The rows.
    [string] $File,

    # Folder for the sandbox's state and ledger.
    [string] $State
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'

if ($Work -notin 'Script', 'ImportModule') {
    Import-Module $Module
    if ($Work -in 'Path', 'ImportSend', 'CsvSend') {
        $null = Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $State -SandboxClock 2026-11-20T12:00:00Z
    }
}

$handWritten = Join-Path $PSScriptRoot '../References/hand-written.ps1'
$counts = @{}
$process = [Diagnostics.Process]::GetCurrentProcess()
$cpu = $process.TotalProcessorTime
$watch = [Diagnostics.Stopwatch]::StartNew()

# A scheduled task keeps no million results; it counts them.
switch ($Work) {
    'Script' { & $handWritten $File | ForEach-Object { $counts['bodies']++ } }
    'Path' { Send-OfflineConversion -Path $File | ForEach-Object { $counts[$_.Status]++ } }
    'ImportSend' { Import-ConversionFile $File | Send-OfflineConversion | ForEach-Object { $counts[$_.Status]++ } }
    'CsvSend' { Import-Csv -LiteralPath $File | Send-OfflineConversion | ForEach-Object { $counts[$_.Status]++ } }
    'ImportHash' { Import-ConversionFile $File | ConvertTo-HashedConversion -Network GoogleAds -TimeZone Europe/Berlin | ForEach-Object { $counts['hashed']++ } }
    'Import' { Import-ConversionFile $File | ForEach-Object { $counts['rows']++ } }
    'ImportModule' { Import-Module $Module }
}

$watch.Stop()
$process.Refresh()
ConvertTo-Json -Compress @{
    seconds    = $watch.Elapsed.TotalSeconds
    cpuSeconds = ($process.TotalProcessorTime - $cpu).TotalSeconds

    # The operating system's own figure: VmHWM on Linux.
    peakBytes  = $process.PeakWorkingSet64
    counts     = $counts.GetEnumerator().ForEach({ "$($_.Key) $($_.Value)" }) -join ', '
}
