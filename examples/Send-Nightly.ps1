<#
.SYNOPSIS
    Sends the files of an inbox, for a nightly task.
.DESCRIPTION
    Exit codes:
      0  every row is accepted, at least one of them in this run
      1  fatal: no sign-in, no ledger, a file that cannot be read
      2  some rows were not accepted: rejected, invalid, held for later or without an answer
      3  nothing to do: no file, or no row that was not sent before

    After 1 and 2 run the same again once the cause is gone: what was accepted is not sent twice. The transcript has counts, and file,
    row number and reason of each row that needs attention. No address, phone number, hash or secret is in it.
.EXAMPLE
    ./Send-Nightly.ps1
    Sends the example file to the sandbox.
.EXAMPLE
    New-ConversionSchedule WindowsTask -At 02:00 -TimeZone Europe/Berlin -ScriptPath C:\Jobs\Send-Nightly.ps1 -ScriptArgument '-Path', 'C:\Leads\*.xlsx', '-ConnectScript', 'C:\Jobs\Connect.ps1'
    Makes the task that runs it every night.
#>
[CmdletBinding()]
param(
    # The files; wildcards are allowed.
    [string[]] $Path = (Join-Path $PSScriptRoot 'data/leads.xlsx'),

    # A script that connects and gives the accounts, such as Connect-FromVault.ps1 with your values. Left out, the sandbox is used.
    [string] $ConnectScript,

    # Folder of the transcripts, one a run.
    [string] $LogFolder = (Join-Path ([IO.Path]::GetTempPath()) 'conversion-logs'),

    # Where the sandbox keeps its state, so that the next run knows of this one.
    [string] $StatePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$code = 1
New-Item -ItemType Directory -Path $LogFolder -Force | Out-Null

# The full header would name user and machine.
Start-Transcript -Path (Join-Path $LogFolder "nightly-$([DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfff'))-$PID.log") -UseMinimalHeader | Out-Null
try {
    $accounts = if ($ConnectScript) { & $ConnectScript }
    elseif ($StatePath) { & (Join-Path $PSScriptRoot 'Connect-FromVault.ps1') -Sandbox -StatePath $StatePath }
    else { & (Join-Path $PSScriptRoot 'Connect-FromVault.ps1') -Sandbox }

    $files = @(Get-ChildItem -Path $Path -File -ErrorAction Ignore | Sort-Object FullName)
    $failures = @()
    $results = @(foreach ($file in $files) {
            Send-OfflineConversion -Path ([WildcardPattern]::Escape($file.FullName)) -Account $accounts -ErrorAction SilentlyContinue -ErrorVariable +failures
        })

    # That rows were not accepted is told by their results; any other error is one of the run.
    $fatal = @($failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'RowsNotAccepted,*' })
    $attention = @($results | Where-Object Status -NotIn Accepted, AlreadySent)
    $accepted = @($results | Where-Object Status -EQ Accepted)

    "$($files.Count) files, $($results.Count) results"
    $results | Group-Object Network, Status -NoElement | Sort-Object Name | ForEach-Object { "  $($_.Name): $($_.Count)" }
    $attention | ForEach-Object { "  $($_.Network) $_ $($_.Message)" }
    $fatal | ForEach-Object { "FATAL $(($_.FullyQualifiedErrorId -split ',')[0]): $($_.ErrorDetails ?? $_.Exception.Message)" }

    $code = if ($fatal) { 1 } elseif ($attention) { 2 } elseif ($accepted) { 0 } else { 3 }
}
catch {
    "FATAL $(($_.FullyQualifiedErrorId -split ',')[0]): $($_.ErrorDetails ?? $_.Exception.Message)"
    $code = 1
}
finally {
    "Exit code $code"
    Stop-Transcript | Out-Null
}

exit $code
