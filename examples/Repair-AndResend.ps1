<#
.SYNOPSIS
    Sends the good rows of a file, corrects known slips in the others, and sends those again.
.DESCRIPTION
    The wrong rows are written to a file of their own, with the reason beside each. A table of known slips is applied to it; what is still
    wrong stays in the file, for a person. Sending the corrected file sends its rows only: nothing that was accepted is sent twice.
    The file holds the same personal data as the one it comes from. Delete it when it is done.
.EXAMPLE
    ./Repair-AndResend.ps1 -Sandbox
    Corrects the example file, on the sandbox.
#>
[CmdletBinding()]
param(
    # A csv file. With -Sandbox the example file when left out.
    [string] $Path,

    # Takes the wrong rows; a csv file too.
    [string] $FixFile = (Join-Path ([IO.Path]::GetTempPath()) "leads-to-correct-$PID.csv"),

    # Known slips: column -> pattern -> what it should be.
    [hashtable] $Slip = @{
        'Email'               = @{ '\(at\)' = '@' }
        'Conversion Time'     = @{ '^(\d\d)\.(\d\d)\.(\d{4}) (.+)$' = '$3-$2-$1 $4' }
        'Conversion Currency' = @{ '^EURO$' = 'EUR' }
        'Conversion Name'     = @{ '^Qualifed lead$' = 'Qualified lead' }
        'Ad User Data'        = @{ '^yes$' = 'Granted'; '^no$' = 'Denied' }
    },

    # A script that connects and gives the accounts.
    [string] $ConnectScript,

    # Rehearses on the demo accounts of the embedded sandbox instead.
    [switch] $Sandbox,

    # How to read the file, as the parameters of Send-OfflineConversion: Map, Culture, TimeZone, DefaultCountry.
    [hashtable] $Reading = @{}
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if ([bool] $ConnectScript -eq [bool] $Sandbox) { throw 'Say where to send: -ConnectScript names the script that connects your accounts, -Sandbox rehearses on demo accounts. One of the two is needed.' }
if (-not $Path) {
    if (-not $Sandbox) { throw 'Say what to send: -Path names the file.' }
    $Path = Join-Path $PSScriptRoot 'data/leads.csv'
}

$accounts = $ConnectScript ? (& $ConnectScript) : (& (Join-Path $PSScriptRoot 'Connect-FromVault.ps1') -Sandbox)

# Once: the report, the file of wrong rows, and everything that is right.
$report = Test-ConversionFile -Path $Path -Account $accounts @Reading -FixFile $FixFile -Force
$first = @(Send-OfflineConversion -Path $Path -Account $accounts @Reading -ErrorAction SilentlyContinue)

# Every cell of the wrong rows that is a known slip.
$corrected = 0
$rows = @(Import-Csv -LiteralPath $FixFile)
foreach ($row in $rows) {
    foreach ($column in $Slip.Keys | Where-Object { $row.PSObject.Properties[$_] }) {
        foreach ($pattern in $Slip[$column].Keys) {
            $better = $row.$column -replace $pattern, $Slip[$column][$pattern]
            if ($better -cne $row.$column) {
                $row.$column = $better
                $corrected++
            }
        }
    }
}

$rows | Export-Csv -LiteralPath $FixFile -UseQuotes AsNeeded -Encoding utf8NoBOM

# Once more, with the corrected rows only.
$second = @(Send-OfflineConversion -Path $FixFile -Account $accounts @Reading -ErrorAction SilentlyContinue)
[pscustomobject]@{
    Accounts       = $accounts -join ', '
    Rows           = $report.Rows
    WrongRows      = $report.InvalidRows
    CorrectedCells = $corrected
    AcceptedFirst  = @($first | Where-Object Status -EQ Accepted).Count
    AcceptedThen   = @($second | Where-Object Status -EQ Accepted).Count
    StillWrong     = @($second | Where-Object { $_.Status -notin 'Accepted', 'AlreadySent' -and $_.Code -ne 'ConsentDenied' } | ForEach-Object { $_.Source.Row } | Select-Object -Unique).Count
    FixFile        = $FixFile
}
