<#
.SYNOPSIS
    What people write by hand: the reference of every "times faster". A fair one: no cmdlet call for each row, hashing by the static method.
.DESCRIPTION
    Reads the csv, trims, lowers and hashes, and writes request bodies of 2 000 rows. It does not check a row, know a Gmail address, map a
    time zone, remember what it sent, or send.
#>
param([Parameter(Mandatory)][string] $Path)

function Get-Hash([string] $Text) {
    if ([string]::IsNullOrWhiteSpace($Text)) { return }
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($Text.Trim().ToLowerInvariant()))).ToLowerInvariant()
}

function Write-Body($Events) {
    ConvertTo-Json -Depth 8 -Compress @{
        destinations = @(@{ reference = '1'; productDestinationId = '1'; operatingAccount = @{ accountType = 'GOOGLE_ADS'; accountId = '1234567890' } })
        events       = $Events
        encoding     = 'HEX'
    }
}

$batch = [Collections.Generic.List[object]]::new()
foreach ($row in Import-Csv -LiteralPath $Path) {
    $batch.Add(@{
            transactionId   = $row.'Conversion Time' + $row.Email
            eventTimestamp  = $row.'Conversion Time'.Replace(' ', 'T') + '+01:00'
            eventSource     = 'WEB'
            userData        = @{ userIdentifiers = @(@{ emailAddress = Get-Hash $row.Email }, @{ phoneNumber = Get-Hash ($row.'Phone Number' -replace '[^\d+]') }) }
            conversionValue = [double] $row.'Conversion Value'
            currency        = $row.'Conversion Currency'
            consent         = @{ adUserData = 'CONSENT_' + $row.'Ad User Data'.ToUpperInvariant(); adPersonalization = 'CONSENT_' + $row.'Ad Personalization'.ToUpperInvariant() }
        })
    if ($batch.Count -eq 2000) {
        Write-Body $batch
        $batch.Clear()
    }
}

if ($batch.Count -gt 0) { Write-Body $batch }
