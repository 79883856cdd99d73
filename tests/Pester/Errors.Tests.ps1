BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'Errors' {
    BeforeAll {
        $state = "$TestDrive/errors"
        Connect-TestSandbox $state | Out-Null
        '' | Set-Content "$TestDrive/empty.csv" -NoNewline
        'just,some,text' | Set-Content "$TestDrive/notable.csv"
        "Email,Conversion Name`na@example.com,x" | Set-Content "$TestDrive/missing.csv"
        "Email,Conversion Name,Conversion Time,Favourite Colour`na@example.com,Signed contract,2026-11-18 10:00:00Z,blue" | Set-Content "$TestDrive/extra.csv"
        "Parameters:TimeZone=Europe/Brelin`nEmail,Conversion Name,Conversion Time`na@example.com,Signed contract,2026-11-18 10:00:00" | Set-Content "$TestDrive/zone.csv"
        New-Item "$TestDrive/folder" -ItemType Directory | Out-Null
        [IO.File]::WriteAllText("$TestDrive/fake.xlsx", 'PK but no workbook')
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'name the file and the way out, and send nothing: <Name>' -ForEach @(
        @{ Name = 'nowhere.csv'; Id = 'FileNotFound' }
        @{ Name = 'folder'; Id = '*' }
        @{ Name = 'empty.csv'; Id = '*' }
        @{ Name = 'notable.csv'; Id = '*' }
        @{ Name = 'missing.csv'; Id = '*' }
        @{ Name = 'zone.csv'; Id = '*' }
        @{ Name = 'fake.xlsx'; Id = '*' }
    ) {
        $before = (Get-SandboxReceipt $state).GoogleAds.UploadRequests
        foreach ($command in { Send-OfflineConversion -Path "$TestDrive/$Name" @args }, { Import-ConversionFile "$TestDrive/$Name" @args }) {
            $errors = $null
            $rows = . $command -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction Ignore
            $rows | Should -BeNullOrEmpty
            $errors | Should -HaveCount 1
            $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,EnhancedConversions.PS.Commands.*"
            $errors[0].FullyQualifiedErrorId | Should -Not -Match ' |UnexpectedError'
            $errors[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
            $errors[0].ErrorDetails.Message | Should -BeLike "*$Name*"
            $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            "$($errors[0].TargetObject)" | Should -BeLike "*$Name"
        }
        (Get-SandboxReceipt $state).GoogleAds.UploadRequests | Should -Be $before
    }

    It 'warn of an unknown column and go on without it' {
        $rows = Import-ConversionFile "$TestDrive/extra.csv" -WarningVariable warnings -WarningAction SilentlyContinue
        @($rows) | Should -HaveCount 1
        @($warnings -match 'Favourite Colour') | Should -HaveCount 1
    }

    It 'name a column that -Map asks for and the file has not' {
        { Import-ConversionFile "$TestDrive/missing.csv" -Map @{ ConversionTime = 'Datum' } -ErrorAction Stop } | Should -Throw '*missing.csv*Datum*'
        { Import-ConversionFile "$TestDrive/extra.csv" -Map @{ Emial = 'Email' } -ErrorAction Stop } | Should -Throw '*Emial*'
    }

    It 'name a zone nobody knows, wherever it was written' {
        { Import-ConversionFile "$TestDrive/extra.csv" -TimeZone Europe/Brelin -ErrorAction Stop } | Should -Throw '*Europe/Brelin*'
        { Send-OfflineConversion -Path "$TestDrive/extra.csv" -TimeZone Mars/Olympus -ErrorAction Stop } | Should -Throw '*Mars/Olympus*'
    }

    It 'of one file do not keep the next from being read; -ErrorAction Stop does' {
        New-LeadFile "$TestDrive/fine.csv" 2
        (Import-ConversionFile "$TestDrive/nowhere.csv", "$TestDrive/fine.csv" -ErrorAction SilentlyContinue).Count | Should -Be 2
        { Import-ConversionFile "$TestDrive/nowhere.csv", "$TestDrive/fine.csv" -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        @(Send-OfflineConversion -Path "$TestDrive/nowhere.csv", "$TestDrive/fine.csv" -ErrorAction SilentlyContinue).Count | Should -Be 4
    }

    It 'about rows are one for the run: continued by default, thrown with Stop, silent with Ignore' {
        $results = Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors | Should -HaveCount 1
        $results.Count | Should -BeGreaterThan 200
        { Send-OfflineConversion -Path $Leads -ErrorAction Stop } | Should -Throw -ErrorId 'RowsNotAccepted,*'
        $Error.Clear()
        Send-OfflineConversion -Path $Leads -ErrorAction Ignore | Out-Null
        $Error | Should -BeNullOrEmpty
    }

    It 'end the command when no account is connected' {
        Disconnect-ConversionAccount
        try {
            { Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NoAccountConnected,*'
            { Get-ConversionAction -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NoAccountConnected,*'
        }
        finally { Connect-TestSandbox $state | Out-Null }
    }

    It 'of one account do not keep the other from being served; of the only one they end the command' {
        New-LeadFile "$TestDrive/two.csv" 50
        $broken = Connect-TestSandbox "$TestDrive/broken" -Network GoogleAds
        'not a ledger at all, but long enough to be looked at' * 100 | Set-Content $broken.Ledger
        $sound = Connect-TestSandbox "$TestDrive/sound" -Network MicrosoftAdvertising
        foreach ($send in { Send-OfflineConversion -Path "$TestDrive/two.csv" @args }, { Import-Csv "$TestDrive/two.csv" | Send-OfflineConversion @args }) {
            $results = . $send -Account $broken, $sound -ErrorAction SilentlyContinue -ErrorVariable errors
            $results.Network | Select-Object -Unique | Should -Be 'MicrosoftAdvertising'
            $results.Count | Should -Be 50
            $errors | Should -HaveCount 1
            $errors[0].TargetObject | Should -Be 'Google Ads 123-456-7890 (sandbox)'
            { . $send -Account $broken -ErrorAction SilentlyContinue } | Should -Throw
        }
        Connect-TestSandbox $state | Out-Null
    }

    It 'refuse rows that came back from another process without their identifiers' {
        $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((New-OfflineConversion -Email a@example.com -ConversionName 'Signed contract' -ConversionTime '2026-11-18 10:00:00Z')))
        { $copies | Send-OfflineConversion } | Should -Throw -ErrorId 'RowCopied,*'

        # What is left of an address in a copy of a copy, or in an exported file, is its masked form.
        $masked = $copies | Select-Object Email, ConversionName, ConversionTime | Send-OfflineConversion -ErrorAction SilentlyContinue
        $masked.Code | Select-Object -Unique | Should -Be 'EmailMalformed'
    }

    It 'do not take text for a row, nor show it' {
        { 'jane.doe@example.com' | Send-OfflineConversion } | Should -Throw -ErrorId 'RowNotReadable,*'
        $Error[0].ToString() | Should -Not -Match 'jane'
    }

    It 'send who pipes the name of a file to -Path' {
        { './leads.csv' | Send-OfflineConversion } | Should -Throw -ErrorId 'RowNotReadable,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Path*'
    }

    It 'of objects that are no rows come once, not with each of them' {
        "E-Mail Adresse;Vorgang;Datum`na@example.com;x;2026-11-18`nb@example.com;x;2026-11-18" | Set-Content "$TestDrive/semicolons.csv"
        { Import-Csv "$TestDrive/semicolons.csv" | Send-OfflineConversion } | Should -Throw -ErrorId 'NoKnownProperty,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike "*-Delimiter ';'*-Map @{*"
        foreach ($command in { $input | Send-OfflineConversion }, { $input | ConvertTo-HashedConversion -Network GoogleAds }) {
            { Get-ConversionAccount | & $command } | Should -Throw -ErrorId 'NoKnownProperty,*'
        }
    }

    It 'of objects show no property name that is personal' {
        'jane.doe@example.com,+12025550100,Jane Doe' | Set-Content "$TestDrive/noheader.csv"
        'john.doe@example.com,+12025550101,John Doe' | Add-Content "$TestDrive/noheader.csv"
        { Import-Csv "$TestDrive/noheader.csv" | Send-OfflineConversion } | Should -Throw -ErrorId 'NoKnownProperty,*'
        "$($Error[0]) $($Error[0].ErrorDetails.RecommendedAction)" | Should -Not -Match 'doe|5550100'
    }

    It 'refuse a culture nobody has' {
        { Import-ConversionFile $Leads -Culture deutsch -ErrorAction Stop } | Should -Throw -ErrorId 'CultureUnknown,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*de-DE*'
        { New-OfflineConversion -Email a@example.com -Culture deutsch } | Should -Throw -ErrorId 'CultureUnknown,*'
    }

    It 'warn of a file with a header and no rows: <_>' -ForEach 'Send-OfflineConversion', 'Import-ConversionFile', 'Test-ConversionFile' {
        'Email,Conversion Name,Conversion Time' | Set-Content "$TestDrive/header.csv"
        & $_ "$TestDrive/header.csv" -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        @($warnings -match 'header.csv has a header and no rows') | Should -HaveCount 1
    }

    It 'name an upload that is not there' {
        Get-ConversionUpload -UploadId nothing -ErrorAction SilentlyContinue -ErrorVariable errors | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'UploadNotFound,*'
    }

    It 'tell a file in use from a missing one' -Skip:(-not $IsWindows) {
        New-LeadFile "$TestDrive/held.csv" 2
        $held = [IO.File]::Open("$TestDrive/held.csv", 'Open', 'ReadWrite', 'None')
        try {
            Import-ConversionFile "$TestDrive/held.csv" -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
        }
        finally { $held.Dispose() }
    }
}
