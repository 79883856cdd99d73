BeforeAll {
    . $PSScriptRoot/Setup.ps1

    function Complete([string] $Line) { ([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null)).CompletionMatches.CompletionText }
}

Describe 'Completion' {
    BeforeAll { $accounts = Connect-TestSandbox "$TestDrive/completion" }
    AfterAll { Disconnect-ConversionAccount }

    It 'offers zones, those that begin with the word first' {
        Complete 'Import-ConversionFile x -TimeZone Europe/Ber' | Select-Object -First 1 | Should -Be 'Europe/Berlin'
        Complete 'Send-OfflineConversion -Path x -TimeZone berl' | Should -Contain 'Europe/Berlin'
    }

    It 'offers currencies, consent and networks' {
        Complete 'New-ConversionAction -Currency EU' | Should -Be 'EUR'
        Complete 'New-OfflineConversion -AdUserData G' | Should -Be 'Granted'
        Complete 'ConvertTo-HashedConversion -Network G' | Should -Contain 'GoogleAds'
    }

    It 'offers the worksheets of the file on the line' {
        Export-ConversionTemplate "$TestDrive/sheets.xlsx" -Network GoogleAds | Out-Null
        Complete "Import-ConversionFile '$TestDrive/sheets.xlsx' -WorksheetName " | Select-Object -First 2 | Should -Be 'Conversions', 'Instructions'
        Complete "Send-OfflineConversion -LiteralPath '$TestDrive/sheets.xlsx' -WorksheetName ins" | Should -Be 'Instructions'
        Complete "Test-ConversionFile '$TestDrive/none.xlsx' -WorksheetName x" | Where-Object { $_ -match 'Conversions' } | Should -BeNullOrEmpty
        Complete "Import-ConversionFile '$LeadsCsv' -WorksheetName x" | Where-Object { $_ -match 'Conversions' } | Should -BeNullOrEmpty
    }

    It 'offers a column map to fill in' {
        Complete 'Import-ConversionFile x -Map ' | Select-Object -First 1 | Should -Be "@{ Email = ''; PhoneNumber = ''; ConversionName = ''; ConversionTime = '' }"
        Complete 'Send-OfflineConversion x -Map order' | Should -Be "@{ OrderId = '' }"
    }

    It 'offers categories' {
        Complete 'New-ConversionAction -Category qual' | Should -Contain 'QUALIFIED_LEAD'
    }

    It 'offers the connected accounts'' action names, quoted' {
        Complete 'Get-ConversionAction -Name Sign' | Should -Contain "'Signed contract'"
        Complete 'New-OfflineConversion -ConversionName Sign' | Should -Contain "'Signed contract'"
    }

    It 'offers no names and no error when nothing is connected' {
        Disconnect-ConversionAccount
        $Error.Clear()
        Complete 'Get-ConversionAction -Name Sign' | Where-Object { $_ -match 'Signed' } | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        Connect-TestSandbox "$TestDrive/completion" | Out-Null
    }

    It 'offers the connected accounts for -Account, as what gives them' {
        Complete 'Get-ConversionAction -Account google' | Should -Be '(Get-ConversionAccount -Network GoogleAds -AccountId 1234567890)'
        Complete 'Send-OfflineConversion -Path x -Account 180' | Should -Be '(Get-ConversionAccount -Network MicrosoftAdvertising -AccountId 180012345)'
        (Invoke-Expression (Complete 'Test-ConversionAccount -Account 123-456')).AccountId | Should -Be '1234567890'
        foreach ($command in Get-Command -Module EnhancedConversions.PS | Where-Object { $_.Parameters.ContainsKey('Account') }) {
            Complete "$command -Account micro" | Should -Be '(Get-ConversionAccount -Network MicrosoftAdvertising -AccountId 180012345)' -Because $command
        }
    }

    It 'offers account numbers' {
        Complete 'Get-ConversionAccount -AccountId ' | Should -Be '1234567890', '180012345'
        Complete 'Get-ConversionAccount -Network GoogleAds -AccountId ' | Should -Be '1234567890'
        Complete 'Get-ConversionAccount -AccountId 123-4' | Should -Be '1234567890'
    }

    It 'offers names of the catalogue while the network does not answer, and at once' {
        Sync-ConversionAction | Out-Null
        $ledger = (Get-ConversionAccount -Network GoogleAds).Ledger
        $action = Get-ConversionAction 'Phone order' -Cached -Account (Get-ConversionAccount -Network GoogleAds)
        $action.SyncedAt | Should -Not -BeNullOrEmpty

        # A second sandbox that shares the ledger but not the sign-in would be the network gone; a catalogue alone must do.
        Get-ConversionAction 'Phone*' -Cached -Ledger $ledger | ForEach-Object Name | Select-Object -Unique | Should -Be 'Phone order'
        Complete 'Get-ConversionAction -Name Phone' | Should -Be "'Phone order'"
    }
}
