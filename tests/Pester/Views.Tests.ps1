BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'Views' {
    BeforeAll {
        $accounts = Connect-TestSandbox "$TestDrive/views"
        $rows = @(Import-ConversionFile $Leads -WarningAction Ignore)
        $results = @(Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue)
        $report = Test-ConversionFile $Leads
        $shown = @{
            OfflineConversion    = $rows
            HashedConversion     = @($rows | ConvertTo-HashedConversion -Network GoogleAds -ErrorAction SilentlyContinue)
            ConversionAction     = @(Get-ConversionAction)
            ConversionAccount    = @($accounts)
            ConversionFileReport = @($report)
            Finding              = @($report.Findings)
            UploadResult         = $results
            ConversionUpload     = @(Get-ConversionUpload)
            LedgerCheck          = @(Test-ConversionLedger)
            AccountCheck         = @(Test-ConversionAccount -Account $accounts[0])
            AvailableAccount     = @(Get-ConversionAccount -ListAvailable)
            ConversionTag        = @(Get-ConversionTag -Account $accounts[0])
        }
    }
    AfterAll { Disconnect-ConversionAccount }

    It '<_>: its table fits 80 columns and has no empty column' -ForEach 'OfflineConversion', 'HashedConversion', 'ConversionAction', 'ConversionAccount', 'ConversionFileReport', 'Finding', 'UploadResult', 'ConversionUpload', 'LedgerCheck' {
        $shown[$_].Count | Should -BeGreaterThan 0
        $lines = $shown[$_] | Format-Table | Out-String -Stream -Width 80
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        $wide = $shown[$_] | Format-Table | Out-String -Stream -Width 200 | Where-Object { $_.Trim() }
        $header = $wide | Where-Object { $_ -match '^\s*-' } | Select-Object -First 1
        foreach ($column in [regex]::Matches($header, '-+')) {
            $cells = $wide | Select-Object -Skip 2 | Where-Object { $_.Length -gt $column.Index }
            ($cells | ForEach-Object { $_.Substring($column.Index, [Math]::Min($column.Length, $_.Length - $column.Index)) }) -join '' | Should -Match '\S'
        }
    }

    It '<_>: is not all the properties the type has, and no identifier is in its list' -ForEach 'OfflineConversion', 'HashedConversion', 'UploadResult' {
        $list = $shown[$_] | Format-List | Out-String -Width 200
        $list | Should -Match 'Source'
        $list | Should -Not -Match '[A-Za-z0-9]{2,}@example\.com|555 ?01\d\d'
        $list | Should -Not -Match '(Email|PhoneNumber)\s*:\s*[0-9a-f]{64}'
    }

    It 'mask addresses and numbers' {
        $row = New-OfflineConversion -Email jane.doe@example.com -PhoneNumber '+1 202 555 0142' -ConversionName x -ConversionTime '2026-11-18 10:00:00Z'
        $row | Format-List | Out-String | Should -Match 'j\*\*\*@example\.com'
        $row | Format-List | Out-String | Should -Match '\+1.\*{5}42'
        $row | Format-Table | Out-String | Should -Match 'j\*\*\*@example\.com'
    }

    It 'are the default: an account shows as a table' {
        $accounts | Out-String | Should -Match 'Network\s+Account\s+Name'
    }
}

Describe 'Lists in results' {
    It 'can be indexed like any array' {
        Connect-TestSandbox | Out-Null
        $report = Test-ConversionFile $Leads -Account (Get-ConversionAccount)
        $result = Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue | Where-Object { $_.Findings.Count -gt 1 } | Select-Object -First 1
        foreach ($list in $report.Networks, $report.Counts, $report.Findings, $result.Findings) {
            $list.Count | Should -BeGreaterThan 1
            @($list[0]).Count | Should -Be 1
        }
    }
}
