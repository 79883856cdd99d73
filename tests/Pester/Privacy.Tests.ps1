BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'A whole run at -Verbose -Debug' {
    BeforeAll {
        $state = "$TestDrive/privacy"
        $csv = "$TestDrive/private.csv"
        $transcript = "$TestDrive/transcript.txt"
        "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Ad User Data,Order ID`n" +
        "zebra.secret@example.com,+1 202 555 0142,Signed contract,2026-11-18 10:00:00Z,10,Granted,`n" +
        "zebra.secret+wrong@@example.com,,Signed contract,2026-11-18 10:00:00Z,10,Granted,`n" +
        ",+1 202 555 01,Signed contract,2026-11-18 10:00:00Z,10,,`n" +
        "zebra.other@example.com,+12025550143,No such action,yesterday,ten,perhaps,`n" |
            Set-Content $csv
        $hashes = 'zebra.secret@example.com', 'zebrasecret@example.com', '+12025550142' | ForEach-Object {
            [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($_))).ToLowerInvariant()
        }

        # In an engine without a console: there -Debug goes on instead of asking at every message.
        function Get-AllSaid([string] $Script) {
            $shell = [powershell]::Create()
            try {
                $shell.AddScript(@"
                    . '$PSScriptRoot/Setup.ps1'
                    `$PSDefaultParameterValues['*Conversion*:WarningAction'] = 'Continue'
                    `$VerbosePreference = `$DebugPreference = `$InformationPreference = 'Continue'
                    Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '2026-11-20T12:00:00Z' -Verbose -Debug
                    Get-Everything { $Script }
                    Get-Everything { `$Error }
"@).Invoke() | Out-String -Width 500
                $shell.Streams.PSObject.Properties | Where-Object Name -NE Progress | ForEach-Object { $_.Value } | Out-String -Width 500
                $shell.Streams.Progress | Out-String -Width 500
            }
            finally { $shell.Dispose() }
        }

        $said = -join (Get-AllSaid @"
            Start-Transcript '$transcript' | Out-Null
            Import-ConversionFile '$csv' -Verbose -Debug
            Test-ConversionFile '$csv' -Verbose -Debug
            (Test-ConversionFile '$csv' -Account (Get-ConversionAccount) -Verbose -Debug).Findings
            Import-ConversionFile '$csv' -Verbose -Debug | ConvertTo-HashedConversion -Network GoogleAds -Verbose -Debug | Out-String
            Import-Csv '$csv' | New-OfflineConversion -Verbose -Debug
            Send-OfflineConversion -Path '$csv' -WhatIf -Verbose -Debug
            Import-ConversionFile '$csv' | Send-OfflineConversion -Verbose -Debug
            Send-OfflineConversion -Path '$csv' -Verbose -Debug
            Get-ConversionUpload -Verbose -Debug
            Get-ConversionUpload -Row -Verbose -Debug
            Get-ConversionAccount
            Import-ConversionFile '$csv' | Format-List
            Stop-Transcript | Out-Null
"@)
    }

    It 'shows no address that stands where an order id should' {
        "Email,Conversion Name,Conversion Time,Order ID`na@example.com,Signed contract,2026-11-18 10:00:00Z,walrus@example.com" | Set-Content "$TestDrive/order.csv"
        $shell = [powershell]::Create()
        $shown = $shell.AddScript("
            . '$PSScriptRoot/Setup.ps1'
            Connect-ConversionAccount -Sandbox -StatePath '$state' -SandboxClock '2026-11-20T12:00:00Z' | Out-Null
            & { Import-ConversionFile '$TestDrive/order.csv'; Test-ConversionFile '$TestDrive/order.csv'; Send-OfflineConversion -Path '$TestDrive/order.csv' -Verbose; Get-ConversionUpload -Row } *>&1 |
                ForEach-Object { `$_ | Format-Table | Out-String; `$_ | Format-List | Out-String }").Invoke() -join ''
        $shell.Dispose()
        $shown | Should -Match 'OrderIdContainsPersonalData'
        $shown | Should -Not -Match 'walrus'
    }

    It 'comes to its end and says something worth searching' {
        $said | Should -Match 'Signed contract'
        $said | Should -Match 'Accepted'
        $said | Should -Match 'AlreadySent'
        $said | Should -Match 'EmailMalformed'
        $said | Should -Match 'RowsNotAccepted'
        $said | Should -Match 'Signing in'
        $said | Should -Match 'j?\*\*\*@example\.com'
    }

    It 'shows no address or number on any stream, in any error or view' {
        $said | Should -Not -Match 'zebra|555 ?01'
    }

    It 'leaves none in a transcript' {
        (Get-Content $transcript -Raw).Length | Should -BeGreaterThan 500
        Get-Content $transcript -Raw | Should -Not -Match 'zebra|555 ?01'
    }

    It 'shows no hash' {
        foreach ($hash in $hashes) { $said | Should -Not -Match $hash }
    }

    It 'leaves neither address, number nor hash in the ledger' {
        $ledger = -join (Get-ChildItem $state -Filter 'ledger.db*' | ForEach-Object { [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($_)) })
        $ledger | Should -Match 'Signed contract'
        $ledger | Should -Not -Match "zebra|555 ?01|$($hashes -join '|')"
    }

    It 'shows no secret of a connect' {
        # The only way out is closed, so nothing is reached; the retries of the sign-in are not waited for.
        $env:HTTPS_PROXY = 'http://127.0.0.1:9'
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript("
                Import-Module '$Staged'
                `$VerbosePreference = `$DebugPreference = `$InformationPreference = 'Continue'
                `$token = ConvertTo-SecureString 'token-not-to-be-seen' -AsPlainText -Force
                Connect-ConversionAccount -MicrosoftAdvertising -AccountId 1 -CustomerId 2 -ClientId id -RefreshToken `$token -DeveloperToken `$token -Ledger 'Host=127.0.0.1;Port=9;Username=u;Password=password-not-to-be-seen'").BeginInvoke()
            Start-Sleep -Seconds 2
            $shell.Stop()
            $shown = $shell.Streams.PSObject.Properties | ForEach-Object { $_.Value } | Out-String -Width 500
        }
        finally {
            $env:HTTPS_PROXY = $null
            $shell.Dispose()
        }
        $running.IsCompleted | Should -BeTrue
        $shown | Should -Match 'Signing in to Microsoft Advertising'
        $shown | Should -Not -Match 'not-to-be-seen'
    }
}
