BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'A whole run at -Verbose -Debug' {
    BeforeAll {
        $state = "$TestDrive/privacy"
        Connect-TestSandbox $state | Out-Null
        "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Ad User Data,Order ID`n" +
        "zebra.secret@example.com,+1 202 555 0142,Signed contract,2026-11-18 10:00:00Z,10,Granted,`n" +
        "zebra.secret+wrong@@example.com,,Signed contract,2026-11-18 10:00:00Z,10,Granted,`n" +
        ",+1 202 555 01,Signed contract,2026-11-18 10:00:00Z,10,,`n" +
        "zebra.other@example.com,+12025550143,No such action,yesterday,ten,perhaps,zebra.secret@example.com`n" |
            Set-Content "$TestDrive/private.csv"
        $csv = "$TestDrive/private.csv"
        $transcript = "$TestDrive/transcript.txt"
        Start-Transcript $transcript | Out-Null
        $said = Get-Everything {
            $VerbosePreference = $DebugPreference = $WarningPreference = $InformationPreference = $ProgressPreference = 'Continue'
            Import-ConversionFile $csv -Verbose -Debug
            Test-ConversionFile $csv -Verbose -Debug
            (Test-ConversionFile $csv -Account (Get-ConversionAccount) -Verbose -Debug).Findings
            Import-ConversionFile $csv -Verbose -Debug | ConvertTo-HashedConversion -Network GoogleAds -Verbose -Debug | Out-Default
            Import-Csv $csv | New-OfflineConversion -Verbose -Debug
            Send-OfflineConversion -Path $csv -WhatIf -Verbose -Debug
            Import-ConversionFile $csv | Send-OfflineConversion -Verbose -Debug
            Send-OfflineConversion -Path $csv -Verbose -Debug
            Get-ConversionUpload -Verbose -Debug
            Get-ConversionUpload -Row -Verbose -Debug
            Get-ConversionAccount
        }
        Stop-Transcript | Out-Null
        Disconnect-ConversionAccount
        $hashes = 'zebra.secret@example.com', 'zebrasecret@example.com', '+12025550142' | ForEach-Object {
            [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($_))).ToLowerInvariant()
        }
    }

    It 'says something worth searching' { $said.Length | Should -BeGreaterThan 5000 }

    It 'shows no address or number on any stream, in any error or view' {
        $said | Should -Not -Match 'zebra|555 ?01'
    }

    It 'leaves none in a transcript' {
        Get-Content $transcript -Raw | Should -Not -Match 'zebra|555 ?01'
    }

    It 'shows no hash in a view' {
        foreach ($hash in $hashes) { $said | Should -Not -Match $hash }
    }

    It 'leaves neither address, number nor hash in the ledger' {
        $ledger = Get-ChildItem $state -Filter 'ledger.db*' | ForEach-Object { [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($_)) }
        $ledger | Should -Not -BeNullOrEmpty
        -join $ledger | Should -Not -Match "zebra|555 ?01|$($hashes -join '|')"
    }

    It 'shows no secret of a connect' {
        $token = ConvertTo-SecureString 'token-not-to-be-seen' -AsPlainText -Force
        $shown = Get-Everything {
            # No such host is reached: the machine of a test has no way out, and the answer is an error either way.
            $env:HTTPS_PROXY = 'http://127.0.0.1:9'
            Connect-ConversionAccount -GoogleAds -AccountId 1234567890 -ClientId id -ClientSecret $token -RefreshToken $token -Ledger "$TestDrive/real.db" -Verbose -Debug
        }
        $env:HTTPS_PROXY = $null
        $shown | Should -Match 'Google Ads'
        $shown | Should -Not -Match 'token-not-to-be-seen'
    }
}
