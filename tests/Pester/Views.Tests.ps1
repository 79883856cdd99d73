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

    It 'name the network of a finding, and both where it is the same for both' {
        $tested = (Test-ConversionFile $Leads -Account $accounts).Findings
        $lines = $tested | Format-Table | Out-String -Stream -Width 80
        $lines -match '^ *\d+ Google +Error +TooOld' | Should -Not -BeNullOrEmpty
        $lines -match '^ *\d+ Microsoft +Error +TooOld' | Should -Not -BeNullOrEmpty
        $lines -match '^ *\d+ both +Error ' | Should -Not -BeNullOrEmpty
    }

    It 'show the whole message of a result in 80 columns' {
        $bad = $results | Where-Object Code -EQ ConversionNameUnknown | Select-Object -First 1
        $cells = $bad | Format-Table | Out-String -Stream -Width 80 | Where-Object Length -GT 50 | Select-Object -Skip 2 | ForEach-Object { $_.Substring(50) }
        -join $cells -replace '\s' | Should -Be ($bad.Message -replace '\s')
    }

    It 'account for every row of an upload, and say where its rows came from' {
        New-OfflineConversion -Email denied@example.com -ConversionName 'Signed contract' -ConversionTime $Now.AddDays(-2) -AdUserData Denied | Send-OfflineConversion | Out-Null
        $lines = Get-ConversionUpload | Format-Table | Out-String -Stream -Width 80
        $lines -match 'Read Accepted AlreadySent +Held +Bad$' | Should -Not -BeNullOrEmpty
        $lines -match 'Microsoft \(pipeline\) +1 +0 +0 +1 +0$' | Should -Not -BeNullOrEmpty
        $lines -match 'Google +leads\.xlsx ' | Should -Not -BeNullOrEmpty
    }

    It 'say which account a check is about' {
        $text = Test-ConversionAccount -Account $accounts | Out-String -Width 80
        $text | Should -Match 'Account: Google Ads 123-456-7890 \(sandbox\)'
        $text | Should -Match 'Account: Microsoft Advertising 180012345 \(sandbox\)'
    }

    It 'show the tag itself' {
        Get-ConversionTag -Account $accounts[0] | Out-String -Width 200 | Should -Match 'GoogleTag +: <!-- Google tag'
        Get-ConversionTag -Account $accounts[1] | Out-String -Width 200 | Should -Match 'TrackingScript +: <script>'
    }

    It 'are the default: an account shows as a table' {
        $accounts | Out-String | Should -Match 'Network\s+Account\s+Name'
    }
}

Describe 'The table of every type' {
    BeforeAll {
        $accounts = Connect-TestSandbox
        $google, $microsoft = $accounts
        $results = @(Send-OfflineConversion -Path $Leads -ErrorAction SilentlyContinue)
        $report = Test-ConversionFile $Leads
        $all = @(
            $results, $report, $report.Findings, $accounts
            Import-ConversionFile $Leads -WarningAction Ignore
            Import-ConversionFile $Leads -WarningAction Ignore | ConvertTo-HashedConversion GoogleAds -ErrorAction SilentlyContinue
            'a@example.com' | ConvertTo-HashedIdentifier -Kind Email -Network GoogleAds
            Sync-ConversionAction
            Get-ConversionAction
            Get-ConversionTag -Account $google
            Get-ConversionTag -Account $microsoft
            Get-ConversionAccount -ListAvailable
            Get-ConversionUpload
            Get-ConversionReport
            Get-ConversionReport | Measure-ConversionObjective @{ 'Qualified lead' = 25 }
            Measure-ConversionObjective @{ Basic = 20; Premium = 40 } -Normalize
            New-ConversionSchedule Cron
            Remove-ConversionUpload -OlderThanDays 1 -Confirm:$false
            Test-ConversionAccount -Account $google
            Test-ConversionLedger
        ) | ForEach-Object { $_ }
        $byType = @{}
        foreach ($one in $all) { $byType[$one.PSTypeNames[0]] = @(@($byType[$one.PSTypeNames[0]]) + $one | Where-Object { $_ }) }
        $types = ([xml](Get-Content (Join-Path $Staged 'EnhancedConversions.PS.Format.ps1xml') -Raw)).SelectNodes('//TypeName').InnerText | Select-Object -Unique

        # Only an established client of the Google Ads API has it; GoogleSignIn.Tests.ps1 connects as one and shows it.
        $types = @($types | Where-Object { $_ -notlike '*.UploadDiagnostics' })
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'is seen here, none left out' { $types | Where-Object { -not $byType[$_] } | Should -BeNullOrEmpty }

    It 'fits 80 columns with all its columns, their labels whole, and has no escape sequence' {
        foreach ($type in $types) {
            $labels = @($byType[$type][0] | Format-Table | ForEach-Object shapeInfo | Where-Object { $_ } | ForEach-Object { $_.tableColumnInfoList.label })
            $lines = [string[]]@($byType[$type] | Format-Table | Out-String -Stream -Width 80)
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 -Because $type; $_ | Should -Not -Match ([char]27) }
            $header = $lines[[array]::FindIndex($lines, [Predicate[string]] { $args[0] -match '^\s*-+( |$)' }) - 1]
            foreach ($label in $labels | Where-Object { $_ }) { $header | Should -BeLike "*$label*" -Because $type }
        }
    }
}

Describe 'Output that goes to a file' {
    It 'has no colour: <Name>' -ForEach @(
        @{ Name = 'NO_COLOR'; Setting = ''; NoColor = '1' }
        @{ Name = 'plain text asked for'; Setting = '$PSStyle.OutputRendering = "PlainText";'; NoColor = $null }
    ) {
        $before = $env:NO_COLOR
        try {
            $env:NO_COLOR = $NoColor
            $text = pwsh -NoProfile -NonInteractive -Command "$Setting Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -SandboxClock $($Now.ToString('o')); Send-OfflineConversion '$LeadsCsv' -ErrorAction Ignore | Select-Object -First 3 | Format-Table"
        }
        finally { $env:NO_COLOR = $before }
        $text | Should -Not -BeNullOrEmpty
        $text -join "`n" | Should -Not -Match ([char]27)
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
