<#
.SYNOPSIS
    Writes the report of a month as one HTML page, and the mail that takes it along.
.DESCRIPTION
    It takes the accounts that are connected: put Connect-ConversionAccount before it in a scheduled task on the first of the month.
    With -Sandbox it rehearses with the example data: no account, no network access, nothing leaves the machine.
    It sends no mail. It gives what a mail command takes, so that you can choose the command.
.EXAMPLE
    ./MonthlyReport.ps1 -Sandbox
    Rehearses November 2026.
.EXAMPLE
    $mail = ./MonthlyReport.ps1 -To marketing@example.com -From reports@example.com
    Send-MailKitMessage @mail -SmtpServer smtp.example.com
    Sends the report of last month by a mail command that takes To, From, Subject, Body and Attachments.
#>
[CmdletBinding()]
[OutputType([hashtable])]
param(
    # Any day of the month; last month when left out.
    [datetime] $Month,

    # Where the page is kept.
    [string] $Folder = [IO.Path]::GetTempPath(),

    [string[]] $To = 'marketing@example.com',

    [string] $From = 'reports@example.com',

    # Rehearses with the example data, on demo accounts.
    [switch] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Get-Module EnhancedConversions.PS)) {
    $staged = Join-Path $PSScriptRoot '../out/EnhancedConversions.PS'
    Import-Module ((Test-Path $staged) ? $staged : 'EnhancedConversions.PS')
}

# A sandbox that has seen uploads in November, looked at on 1 December.
$accounts = @(Get-ConversionAccount)
if ($accounts.Count -eq 0 -and -not $Sandbox) { throw 'No account is connected. Run Connect-ConversionAccount first, or rehearse with -Sandbox.' }
if ($accounts.Count -gt 0 -and $Sandbox) { throw 'Accounts are connected. Run Disconnect-ConversionAccount first, or leave -Sandbox out for a report on them.' }
if ($Sandbox) {
    $state = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
    Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock 2026-11-20T12:00:00Z | Out-Null
    Send-OfflineConversion -Path (Join-Path $PSScriptRoot 'data/leads.xlsx') -ErrorAction SilentlyContinue | Out-Null
    $accounts = @(Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock 2026-12-01T06:00:00Z)
}

try {
    # A month begins at midnight where the advertiser is.
    $zone = [TimeZoneInfo]::FindSystemTimeZoneById($accounts[0].TimeZone)
    if (-not $PSBoundParameters.ContainsKey('Month')) {
        $today = $Sandbox ? [datetime] '2026-12-01' : [TimeZoneInfo]::ConvertTime([DateTimeOffset]::UtcNow, $zone).Date
        $Month = $today.AddMonths(-1)
    }

    $begin = [datetime]::new($Month.Year, $Month.Month, 1)
    $since, $until = foreach ($midnight in $begin, $begin.AddMonths(1)) { [DateTimeOffset]::new($midnight, $zone.GetUtcOffset($midnight)) }
    $name = $begin.ToString('MMMM yyyy', [cultureinfo]::InvariantCulture)

    $report = @{
        Path          = Join-Path $Folder "offline-conversions-$($begin.ToString('yyyy-MM', [cultureinfo]::InvariantCulture)).html"
        Title         = "Offline conversions, $name$(($accounts | Where-Object IsSandbox) ? ' (sandbox)' : '')"
        Since         = $since
        Until         = $until
        TimeZone      = $accounts[0].TimeZone
        Refresh       = $true
        IncludeHealth = $true
        Force         = $true
        Account       = $accounts
    }
    $page = Export-ConversionReport @report

    $uploads = @(Get-ConversionUpload -Account $accounts -Since $since -Until $until)
    $accepted = 0
    foreach ($upload in $uploads) { $accepted += $upload.Accepted }
    @{
        To          = $To
        From        = $From
        Subject     = $report.Title
        Body        = "$name`: $($uploads.Count) uploads, $accepted rows accepted. Accepted is not attributed: how many were credited to an ad click, and what needs attention, is on the attached page. Open it in a browser."
        Attachments = $page.FullName
    }
}
finally {
    if ($Sandbox) {
        Disconnect-ConversionAccount
        Remove-Item -LiteralPath $state -Recurse -Force -ErrorAction SilentlyContinue
    }
}
