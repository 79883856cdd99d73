<#
.SYNOPSIS
    Sends the files of an inbox, for a nightly task.
.DESCRIPTION
    Exit codes:
      0  every row that may be sent is accepted, at least one of them in this run
      1  fatal: no account named, no sign-in, no ledger, a file that cannot be read
      2  some rows were not accepted: rejected, invalid, held for later or without an answer
      3  nothing to do: no file, or no row that was not sent before

    A row whose consent is denied is never sent to Microsoft Advertising. It is counted, and is no reason for code 2.

    After 1 and 2 run the same again once the cause is gone: what was accepted is not sent twice. The transcript has counts, and file,
    row number and reason of each row that needs attention. No address, phone number, hash or secret is in it.
.EXAMPLE
    ./Send-Nightly.ps1 -Sandbox
    Rehearses the run: sends the example file to the sandbox. Nothing leaves the machine.
.EXAMPLE
    ./Send-Nightly.ps1 -Path ./verkauf.csv -ConnectScript ./Connect.ps1 -Reading @{ Culture = 'de-DE'; TimeZone = 'Europe/Berlin'; DefaultCountry = 'DE'; Map = @{ Email = 'E-Mail'; ConversionTime = 'Datum' } }
    Sends a file with headers and a way of writing numbers of its own.
.EXAMPLE
    New-ConversionSchedule WindowsTask -At 02:00 -TimeZone Europe/Berlin -ScriptPath C:\Jobs\Send-Nightly.ps1 -ScriptArgument '-Path', 'C:\Leads\*.xlsx', '-ConnectScript', 'C:\Jobs\Connect.ps1', '-Reading', 'C:\Jobs\reading.psd1'
    Makes the task that runs it every night. reading.psd1 holds the hashtable of -Reading.
#>
[CmdletBinding()]
param(
    # The files; wildcards are allowed. With -Sandbox the example file when left out.
    [string[]] $Path,

    # A script that connects and gives the accounts, for example one that calls Connect-FromVault.ps1 with your values.
    [string] $ConnectScript,

    # Rehearses on the demo accounts of the embedded sandbox instead; nothing is sent to a network.
    [switch] $Sandbox,

    # How to read the files, as the parameters of Send-OfflineConversion: Map, Culture, TimeZone, DefaultCountry, WorksheetName. A
    # hashtable, or the path of a .psd1 file that holds one, as a command line of a scheduler carries text only.
    [object] $Reading = @{},

    # Folder of the transcripts, one a run.
    [string] $LogFolder = (Join-Path ([IO.Path]::GetTempPath()) 'conversion-logs'),

    # With -Sandbox: where it keeps its state, so that the next run knows of this one.
    [string] $StatePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$code = 1

# An error of the module has an id; one that was only thrown has its message for one.
function Format-Fatal($Record) {
    $id = ($Record.FullyQualifiedErrorId -split ',')[0]
    "FATAL $($id -match '^\w+$' ? "${id}: " : '')$($Record.ErrorDetails ?? $Record.Exception.Message)"
}

New-Item -ItemType Directory -Path $LogFolder -Force | Out-Null

# The full header would name user and machine.
Start-Transcript -Path (Join-Path $LogFolder "nightly-$([DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfff'))-$PID.log") -UseMinimalHeader | Out-Null
try {
    if ([bool] $ConnectScript -eq [bool] $Sandbox) { throw 'Say where to send: -ConnectScript names the script that connects your accounts, -Sandbox rehearses on demo accounts. One of the two is needed.' }
    if (-not $Path) {
        if (-not $Sandbox) { throw 'Say what to send: -Path names the files.' }
        $Path = Join-Path $PSScriptRoot 'data/leads.xlsx'
    }

    $options = $Reading -is [Collections.IDictionary] ? $Reading : (Import-PowerShellDataFile -LiteralPath $Reading)
    $state = $StatePath ? @{ StatePath = $StatePath } : @{}
    $accounts = @($Sandbox ? (& (Join-Path $PSScriptRoot 'Connect-FromVault.ps1') -Sandbox @state) : (& $ConnectScript))
    if (-not $accounts) { throw "No account was given by '$ConnectScript'." }

    $files = @(Get-ChildItem -Path $Path -File -ErrorAction Ignore | Sort-Object FullName)
    $failures = @()
    $results = [Collections.Generic.List[object]]::new()
    foreach ($file in $files) {
        $results.AddRange(@(Send-OfflineConversion -Path ([WildcardPattern]::Escape($file.FullName)) -Account $accounts @options -ErrorAction SilentlyContinue -ErrorVariable +failures))
    }

    # That rows were not accepted is told by their results; any other error is one of the run.
    $fatal = @($failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'RowsNotAccepted,*' })
    $attention = @($results | Where-Object { $_.Status -notin 'Accepted', 'AlreadySent' -and $_.Code -ne 'ConsentDenied' })
    $accepted = @($results | Where-Object Status -EQ Accepted)

    "To $($accounts -join ', ')"
    "$($files.Count) files, $($results.Count) results$(($accounts | Where-Object -Not IsSandbox) ? '' : ' (sandbox: nothing was sent to a network)')"
    $results | Group-Object Network, Status -NoElement | Sort-Object Name | ForEach-Object { "  $($_.Name): $($_.Count)" }
    $attention | ForEach-Object { "  $($_.Network) $_ $($_.Message)" }
    $fatal | ForEach-Object { Format-Fatal $_ }

    $code = if ($fatal) { 1 } elseif ($attention) { 2 } elseif ($accepted) { 0 } else { 3 }
}
catch {
    Format-Fatal $_
    $code = 1
}
finally {
    "Exit code $code"
    Stop-Transcript | Out-Null
}

exit $code
