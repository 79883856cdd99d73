BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'Export-ConversionReport' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $page = Join-Path $TestDrive "$([guid]::NewGuid()).html"
        Connect-TestSandbox $state | Out-Null
        Send-OfflineConversion -Path $LeadsCsv -ErrorAction SilentlyContinue | Out-Null
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'writes the page and gives the file' {
        $file = Export-ConversionReport $page
        $file | Should -BeOfType [IO.FileInfo]
        $file.FullName | Should -Be $page
        $html = [Net.WebUtility]::HtmlDecode((Get-Content $page -Raw))
        $html | Should -Match 'Google Ads 123-456-7890'
        $html | Should -Match 'Microsoft Advertising 180012345'
        $html | Should -Match '21 October to 20 November 2026'
        $html | Should -Match 'Days of Europe/Berlin'
        $html | Should -Match 'not known yet'
        $accepted = (Get-ConversionUpload | Measure-Object Accepted -Sum).Sum
        $html | Should -Match "Accepted</dt>\s*<dd class=""figure"">$accepted</dd>"
    }

    It 'holds no address, number, click id or hash' {
        Export-ConversionReport $page -Refresh -IncludeHealth | Out-Null
        $html = Get-Content $page -Raw
        $personal = Import-Csv $LeadsCsv | ForEach-Object { $_.Email; $_.'Phone Number' } | Where-Object { $_.Length -gt 5 -and $_ -match '\d' }
        @($personal).Count | Should -BeGreaterThan 150
        $personal | Where-Object { $html.Contains($_, [StringComparison]::OrdinalIgnoreCase) } | Should -BeNullOrEmpty
        $html | Should -Not -Match '[0-9a-f]{64}'
        $html | Should -Not -Match 'success'
    }

    It 'shows what the networks told when it asks, and what was piped' {
        Disconnect-ConversionAccount
        Connect-ConversionAccount -Sandbox -StatePath $state -SandboxClock $Now.AddDays(1) | Out-Null
        Export-ConversionReport $page -Refresh | Out-Null
        $asked = Get-Content $page -Raw
        Get-ConversionUpload -Refresh | Export-ConversionReport $page -Since $Now.AddDays(-29) -Force | Out-Null
        $piped = Get-Content $page -Raw
        foreach ($html in $asked, $piped) { $html | Should -Not -Match 'Attributed: not known yet'; $html | Should -Match 'What became of accepted rows' }
        [regex]::Matches($asked, 'at most \d+').Value | Should -Be ([regex]::Matches($piped, 'at most \d+').Value)
    }

    It 'shows the health of the accounts when asked, and when piped' {
        Export-ConversionReport $page -IncludeHealth | Out-Null
        $asked = Get-Content $page -Raw
        Test-ConversionAccount | Export-ConversionReport $page -Force | Out-Null
        $piped = Get-Content $page -Raw
        foreach ($html in $asked, $piped) { $html | Should -Match 'Customer data terms\.'; $html | Should -Not -Match 'Nobody looked' }
    }

    It 'adds up what the networks report, and shows objectives' {
        $rows = @(Get-ConversionReport -By Action, Campaign)
        $values = @($rows | Measure-ConversionObjective @{ 'Signed contract' = 2 })
        $rows + $values | Export-ConversionReport $page | Out-Null
        $html = [Net.WebUtility]::HtmlDecode((Get-Content $page -Raw)) -replace '\u00a0'
        foreach ($account in $rows | Group-Object AccountId) {
            $sum = ($account.Group | Measure-Object Conversions -Sum).Sum
            $html | Should -Match "Conversions</dt>\s*<dd>$([regex]::Escape(([decimal]$sum).ToString('0.##', [cultureinfo]::InvariantCulture)))0?</dd>"
        }
        $html | Should -Match 'Weighted objectives'
        Get-ConversionReport -By Campaign -Pivot | Export-ConversionReport $page -Force -ErrorVariable wrong -ErrorAction SilentlyContinue | Out-Null
        @($wrong).Count | Should -Be 1
        $wrong[0].FullyQualifiedErrorId | Should -BeLike 'NotForReport,*'
    }

    It 'takes only the uploads that are piped, and only those of the time' {
        $google = Get-ConversionUpload -Network GoogleAds
        $google | Export-ConversionReport $page | Out-Null
        Get-Content $page -Raw | Should -Not -Match 'Microsoft Advertising 180012345'
        Export-ConversionReport $page -Since $Now.AddDays(-9) -Until $Now.AddDays(-2) -Force | Out-Null
        Get-Content $page -Raw | Should -Match 'No upload was made in this time'
    }

    It 'leaves an existing file as it is, unless told' {
        'mine' | Set-Content $page
        { Export-ConversionReport $page -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $page | Should -Be 'mine'
        Export-ConversionReport $page -Force | Out-Null
        Get-Content $page -TotalCount 1 | Should -Be '<!DOCTYPE html>'
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'PeriodEmpty'; Command = { Export-ConversionReport $page -Since 2026-11-02 -Until 2026-11-01 } }
        @{ Id = 'TimeZoneUnknown'; Command = { Export-ConversionReport $page -TimeZone Europe/Berlln } }
        @{ Id = 'FolderNotFound'; Command = { Export-ConversionReport "$TestDrive/nowhere/x.html" } }
    ) {
        $caught = $null
        try { & $Command } catch { $caught = $_ }
        ($caught.FullyQualifiedErrorId -split ',')[0] | Should -Be $Id
        $caught.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$page*" | Should -Not -Exist
    }

    It 'passes over what has no place in it' {
        1, (Get-ConversionUpload)[0], 'text' | Export-ConversionReport $page -ErrorVariable wrong -ErrorAction SilentlyContinue | Out-Null
        @($wrong).Count | Should -Be 2
        $wrong[0].FullyQualifiedErrorId | Should -BeLike 'NotForReport,*'
        $page | Should -Exist
    }

    It 'keeps hostile names as text' {
        $hostile = '"><script>alert(1)</script>'
        Disconnect-ConversionAccount
        Connect-TestSandbox -Network GoogleAds | Out-Null
        New-ConversionAction -Name '<img src=x onerror=alert(1)>' -Category 'Qualified lead' | Out-Null
        New-OfflineConversion -Email lead@example.com -ConversionName '<img src=x onerror=alert(1)>' -ConversionTime $Now.AddDays(-2) | Send-OfflineConversion -ErrorAction SilentlyContinue -WarningAction Ignore | Out-Null
        New-LeadFile "$TestDrive/$($hostile -replace '[/"]').csv" 3
        Send-OfflineConversion -LiteralPath "$TestDrive/$($hostile -replace '[/"]').csv" | Out-Null
        Export-ConversionReport $page -Title $hostile | Out-Null
        $html = Get-Content $page -Raw
        $html | Should -Not -Match '<script|<img'
        $html | Should -Match '&lt;script&gt;alert\(1\)'
        $html | Should -Match '<bdi>&lt;img src=x onerror=alert\(1\)&gt;</bdi>'
    }
}

Describe 'The example MonthlyReport.ps1' {
    It 'takes no sandbox that nobody asked for' {
        { & (Join-Path $Repository 'examples/MonthlyReport.ps1') -Folder $TestDrive } | Should -Throw '*Connect-ConversionAccount*-Sandbox*'
    }

    It 'rehearses on the sandbox, and gives a mail without sending it' {
        $mail = & (Join-Path $Repository 'examples/MonthlyReport.ps1') -Folder $TestDrive -Sandbox
        $mail | Should -BeOfType [hashtable]
        $mail.Attachments | Should -Exist
        $mail.Subject | Should -Be 'Offline conversions, November 2026 (sandbox)'
        $mail.Body | Should -Match '^November 2026: 2 uploads, [1-9]\d* rows accepted\. Accepted is not attributed'
        $html = [Net.WebUtility]::HtmlDecode((Get-Content $mail.Attachments -Raw))
        $html | Should -Match '>1 to 30 November 2026<'
        $html | Should -Match 'Customer data terms'
        Get-ConversionAccount | Should -BeNullOrEmpty
    }

    It 'takes the accounts that are connected, and the month that is named' {
        Connect-TestSandbox | Out-Null
        $mail = & (Join-Path $Repository 'examples/MonthlyReport.ps1') -Folder $TestDrive -Month 2026-10-05
        $mail.Subject | Should -Be 'Offline conversions, October 2026 (sandbox)'
        Get-Content $mail.Attachments -Raw | Should -Match 'No upload was made in this time'
        @(Get-ConversionAccount).Count | Should -Be 2
        Disconnect-ConversionAccount
    }
}
