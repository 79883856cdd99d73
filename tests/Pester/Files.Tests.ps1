BeforeAll { . $PSScriptRoot/Setup.ps1; Disconnect-ConversionAccount }

Describe 'Import-ConversionFile' {
    It 'gives a row for each row of a workbook, of a csv file and of several files' {
        New-LeadFile "$TestDrive/a.csv" 3
        New-LeadFile "$TestDrive/b.csv" 2
        (Import-ConversionFile "$TestDrive/a.csv").Count | Should -Be 3
        (Import-ConversionFile "$TestDrive/?.csv").Count | Should -Be 5
        (Get-ChildItem "$TestDrive/?.csv" | Import-ConversionFile).Count | Should -Be 5
        ("$TestDrive/a.csv", "$TestDrive/b.csv" | Import-ConversionFile).Count | Should -Be 5
        (Import-ConversionFile $Leads -WarningAction Ignore).Count | Should -BeGreaterThan 100
    }

    It 'takes a name with brackets by -LiteralPath and from Get-ChildItem' {
        New-LeadFile "$TestDrive/q[3].csv" 2
        (Import-ConversionFile -LiteralPath "$TestDrive/q[3].csv").Count | Should -Be 2
        (Get-ChildItem -LiteralPath "$TestDrive/q[3].csv" | Import-ConversionFile).Count | Should -Be 2
    }

    It 'reads a path relative to the current location, not to the process' {
        New-LeadFile "$TestDrive/relative.csv" 1
        Push-Location $TestDrive
        try { (Import-ConversionFile ./relative.csv).Source.Row | Should -Be 2 } finally { Pop-Location }
    }

    It 'warns once, with the number of rows that cannot be sent' {
        $rows = Import-ConversionFile $Leads -WarningVariable warnings -WarningAction SilentlyContinue
        $bad = @($rows | Where-Object { $_.Findings.Severity -contains 'Error' }).Count
        @($warnings -match 'cannot be sent') | Should -HaveCount 1
        $warnings[-1] | Should -Match "^$bad rows? of $($rows.Count) "
    }

    It 'maps the user''s own headers' {
        "E-Mail Adresse;Ziel;Datum`njane@example.com;Signed contract;2026-11-18 10:00:00" | Set-Content "$TestDrive/own.csv"
        $row = Import-ConversionFile "$TestDrive/own.csv" -Map @{ Email = 'E-Mail Adresse'; ConversionName = 'Ziel'; ConversionTime = 'Datum' } -TimeZone Europe/Berlin
        "$($row.Email) $($row.ConversionName) $($row.ConversionTime)" | Should -Be 'j***@example.com Signed contract 2026-11-18T10:00:00+01:00'
    }

    It 'stops reading when the pipeline has had enough, and lets go of the file' {
        New-LeadFile "$TestDrive/large.csv" 50000
        (Import-ConversionFile "$TestDrive/large.csv" | Select-Object -First 2).Count | Should -Be 2
        { [IO.File]::Open("$TestDrive/large.csv", 'Open', 'ReadWrite', 'None').Dispose() } | Should -Not -Throw
    }
}

Describe 'Test-ConversionFile' {
    It 'reports what was found, by row' {
        $report = Test-ConversionFile $Leads
        $report.Rows | Should -Be ($report.ValidRows + $report.InvalidRows)
        $report.InvalidRows | Should -BeGreaterThan 0
        $report.Findings.Where({ $_.Severity -eq 'Error' }, 'First').Source.ToString() | Should -Match '^leads\.xlsx .*row \d+$'
    }

    It 'answers with True or False under -Quiet' {
        New-LeadFile "$TestDrive/good.csv" 3
        Connect-TestSandbox | Out-Null
        Test-ConversionFile "$TestDrive/good.csv" -Quiet | Should -BeTrue
        Test-ConversionFile $Leads -Quiet | Should -BeFalse
        Test-ConversionFile "$TestDrive/nowhere.csv" -Quiet | Should -BeFalse
        Disconnect-ConversionAccount
    }

    It 'writes the bad rows to a file that is imported again once corrected' {
        @('Email,Conversion Name,Conversion Time', 'good@example.com,x,2026-11-18 10:00:00Z', 'nobody,x,2026-11-18 11:00:00Z') | Set-Content "$TestDrive/mixed.csv"
        Connect-TestSandbox | Out-Null
        $report = Test-ConversionFile "$TestDrive/mixed.csv" -FixFile "$TestDrive/fix.csv"
        $report.FixFile | Should -Exist
        $again = Import-ConversionFile $report.FixFile -WarningVariable warnings -WarningAction SilentlyContinue
        @($again).Count | Should -Be 1
        $warnings | Should -BeNullOrEmpty
        (Get-Content $report.FixFile) -replace 'nobody', 'nobody@example.com' | Set-Content "$TestDrive/fixed.csv"
        Test-ConversionFile "$TestDrive/fixed.csv" -Quiet | Should -BeTrue

        Test-ConversionFile "$TestDrive/mixed.csv" -FixFile "$TestDrive/fix.csv" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        Test-ConversionFile "$TestDrive/mixed.csv" -FixFile "$TestDrive/fix.csv" -Force | Should -Not -BeNullOrEmpty
        Test-ConversionFile "$TestDrive/mixed.csv" -FixFile "$TestDrive/mixed.csv" -Force -Quiet -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'FixFileIsSource,*'
        { Test-ConversionFile "$TestDrive/mixed.csv", "$TestDrive/fixed.csv" -FixFile "$TestDrive/two.csv" -ErrorAction Stop } | Should -Throw -ErrorId 'FixFileTaken,*'
        Disconnect-ConversionAccount
    }

    It 'finds more for an account: names it does not have' {
        New-LeadFile "$TestDrive/names.csv" 2 -ConversionName 'Signed contrakt'
        $report = Test-ConversionFile "$TestDrive/names.csv" -Account (Connect-TestSandbox -Network GoogleAds)
        $report.Findings.Code | Should -Contain 'ConversionNameUnknown'
    }
}

Describe 'New-OfflineConversion' {
    It 'binds what Import-Csv gives' {
        New-LeadFile "$TestDrive/bind.csv" 2
        $rows = Import-Csv "$TestDrive/bind.csv" | New-OfflineConversion
        $rows.Count | Should -Be 2
        $rows[1].ConversionName | Should -Be 'Signed contract'
        $rows[1].Value | Should -Be 12
        $rows[1].Source.ToString() | Should -Be 'object 2'
    }

    It 'forgets what an earlier object had and this one has not' {
        $rows = [pscustomobject]@{ Email = 'a@example.com'; Gclid = 'first' }, [pscustomobject]@{ Email = 'b@example.com' } | New-OfflineConversion -WarningAction Ignore
        $rows[0].GoogleClickId | Should -Be 'first'
        $rows[1].GoogleClickId | Should -BeNullOrEmpty
    }

    It 'leaves a time without a zone open, also on the way through Select-Object' {
        $open = New-OfflineConversion -Email a@example.com -ConversionName x -ConversionTime '2026-07-01 12:00:00'
        $open.ConversionTime.Zone | Should -BeNullOrEmpty
        $tokyo = $open | Select-Object Email, ConversionName, ConversionTime | New-OfflineConversion -TimeZone Asia/Tokyo
        "$($tokyo.ConversionTime)" | Should -Be '2026-07-01T12:00:00+09:00'
    }

    It 'reads numbers and dates the same way in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $row = New-OfflineConversion -Email a@example.com -ConversionName x -ConversionValue 12.5 -ConversionTime ([datetime]'2026-03-04T05:06:07') -TimeZone UTC
            $text = New-OfflineConversion -Email a@example.com -ConversionName x -ConversionValue '12.5' -ConversionTime '2026-03-04 05:06:07' -TimeZone UTC
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        $row.Value | Should -Be ([decimal]12.5)
        "$($row.ConversionTime)" | Should -Be '2026-03-04T05:06:07+00:00'
        $text.Value, "$($text.ConversionTime)" | Should -Be $row.Value, "$($row.ConversionTime)"
    }
}

Describe 'ConvertTo-HashedConversion' {
    It 'hashes in the way of each network' {
        $row = New-OfflineConversion -Email 'Jane.Doe+news@example.com' -ConversionName x -ConversionTime '2026-11-18 10:00:00Z'
        Connect-TestSandbox | Out-Null
        $google = $row | ConvertTo-HashedConversion -Network GoogleAds
        $microsoft = $row | ConvertTo-HashedConversion -Network MicrosoftAdvertising
        Disconnect-ConversionAccount
        $hash = { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($args[0]))).ToLowerInvariant() }
        $google.HashedEmail | Should -Be (& $hash 'jane.doe+news@example.com')
        $microsoft.HashedEmail | Should -Be (& $hash 'janedoe@example.com')
    }

    It 'ends with one error that counts and names the rows it left out' {
        $rows = 1..5 | ForEach-Object { [pscustomobject]@{ Email = 'nobody'; 'Conversion Name' = 'x'; 'Conversion Time' = '2026-11-18 10:00:00Z' } }
        $rows | ConvertTo-HashedConversion -Network GoogleAds -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'RowsNotHashed,*'
        $errors[0].ErrorDetails.Message | Should -BeLike '5 of 5 rows *object 1 (EmailMalformed)*'
    }
}

Describe 'ConvertTo-HashedConversion -ShowNormalized' {
    It 'shows what was hashed when asked, and warns once' {
        $rows = 1..3 | ForEach-Object { New-OfflineConversion -Email "Jane.Doe+$_@example.com" -PhoneNumber '+44 113 496 0987' -ConversionName x -ConversionTime ([DateTimeOffset]::Now.AddDays(-1)) }
        $shown = $rows | ConvertTo-HashedConversion MicrosoftAdvertising -ShowNormalized -WarningVariable warnings -WarningAction SilentlyContinue
        $shown.NormalizedEmail | Should -Be (@('janedoe@example.com') * 3)
        $shown[0].NormalizedPhoneNumber | Should -Be '+441134960987'
        $warnings | Should -HaveCount 1
        $shown | Out-String | Should -Not -Match 'janedoe'
        ($rows | ConvertTo-HashedConversion MicrosoftAdvertising)[0].PSObject.Properties.Name | Should -Not -Contain 'NormalizedEmail'
    }
}

Describe 'ConvertTo-HashedIdentifier' {
    It 'hashes values and columns, and gives the problem of those it cannot' {
        $hash = { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($args[0]))).ToLowerInvariant() }
        ('Jane.Doe@example.com' | ConvertTo-HashedIdentifier Email MicrosoftAdvertising).Hash | Should -Be (& $hash 'janedoe@example.com')
        $numbers = [pscustomobject]@{ Mobile = '0113 496 0987' }, [pscustomobject]@{ Mobile = 'none' }, [pscustomobject]@{ Other = 1 } |
            ConvertTo-HashedIdentifier -Property Mobile -Kind PhoneNumber -Network GoogleAds -DefaultCountry GB
        $numbers.Count | Should -Be 3
        $numbers[0].Hash | Should -Be (& $hash '+441134960987')
        $numbers[1].Problem | Should -BeLike '*holds letters*'
        $numbers[2].Problem | Should -Be 'The value is empty.'
        $numbers | Out-String | Should -Not -Match $numbers[0].Hash
    }
}

Describe 'Export-ConversionFile' {
    BeforeAll { Connect-TestSandbox | Out-Null }
    AfterAll { Disconnect-ConversionAccount }

    It 'writes hashed rows that are imported unchanged: <Network> <Ending>' -ForEach @(
        foreach ($network in 'GoogleAds', 'MicrosoftAdvertising') { foreach ($ending in 'csv', 'xlsx') { @{ Network = $network; Ending = $ending } } }
    ) {
        $file = Export-ConversionFile "$TestDrive/$Network.$Ending" $Network -Path $Leads -Force -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction Ignore
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'RowsNotHashed,*'
        if ($Ending -eq 'csv') { Get-Content $file.FullName -Raw | Should -Not -Match '@' }
        $hashed = Import-ConversionFile $Leads -WarningAction Ignore | ConvertTo-HashedConversion $Network -ErrorAction SilentlyContinue
        $direct = @($hashed | Where-Object { $Network -eq 'GoogleAds' -or ($_.AdUserData -ne 'Denied' -and $_.AdPersonalization -ne 'Denied') })
        $back = @(Import-ConversionFile $file.FullName | ConvertTo-HashedConversion $Network)
        $back.Count | Should -Be $direct.Count
        $tell = { "$($_.HashedEmail) $($_.HashedPhoneNumber) $($_.ConversionName) $($_.ConversionTime.UtcDateTime.ToString('s')) $($_.Value) $($_.Currency)" }
        $back | ForEach-Object $tell | Should -Be @($direct | ForEach-Object $tell)
    }

    It 'takes rows of the pipeline and says what is left out for denied consent' {
        $row = New-OfflineConversion -Email a@example.com -ConversionName x -ConversionTime '2026-11-18 10:00Z' -AdUserData Denied
        $file = $row | Export-ConversionFile "$TestDrive/denied.csv" MicrosoftAdvertising -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '1 row with denied consent was left out*'
        @(Get-Content $file.FullName).Count | Should -Be 2
        { $row | Export-ConversionFile "$TestDrive/denied.csv" MicrosoftAdvertising } | Should -Throw -ErrorId 'FileExists,*'
        (Get-ChildItem $TestDrive -Filter *.tmp) | Should -BeNullOrEmpty
    }

    It 'refuses to write over the file it reads, also by a link to it' {
        New-LeadFile "$TestDrive/source.csv" 2
        New-Item -ItemType SymbolicLink "$TestDrive/link.csv" -Target "$TestDrive/source.csv" -ErrorAction SilentlyContinue | Out-Null
        $before = Get-Content "$TestDrive/source.csv" -Raw
        foreach ($name in 'source.csv', 'link.csv' | Where-Object { Test-Path "$TestDrive/$_" }) {
            { Export-ConversionFile "$TestDrive/$name" GoogleAds -Path "$TestDrive/source.csv" -Force } | Should -Throw -ErrorId 'DestinationIsSource,*'
        }

        Get-Content "$TestDrive/source.csv" -Raw | Should -Be $before
    }

    It 'takes a name that differs by letter case only for another file, where it is one' -Skip:(-not $IsLinux) {
        New-LeadFile "$TestDrive/case.csv" 2
        (Export-ConversionFile "$TestDrive/CASE.csv" GoogleAds -Path "$TestDrive/case.csv").Name | Should -BeExactly 'CASE.csv'
    }

    It 'leaves nothing half written when it is stopped' {
        New-LeadFile "$TestDrive/long.csv" 5000
        $breakOff = { if ($_.Source.Row -gt 100) { throw 'enough' }; $_ }
        { Import-ConversionFile "$TestDrive/long.csv" | ForEach-Object $breakOff | Export-ConversionFile "$TestDrive/stopped.csv" GoogleAds } | Should -Throw 'enough'
        Get-ChildItem $TestDrive -Filter 'stopped*' | Should -BeNullOrEmpty
    }
}

Describe '-DefaultCountry and -Culture' {
    BeforeAll {
        @('Phone;Conversion Name;Conversion Time;Value', '0113 496 0987;x;18.11.2026 10:00;1.234,50') | Set-Content "$TestDrive/british.csv"
        $reading = @{ DefaultCountry = 'GB'; Culture = 'de-DE'; TimeZone = 'UTC' }
        Connect-TestSandbox | Out-Null
        $expected = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes('+441134960987'))).ToLowerInvariant()
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'read what nothing is guessed about without them' {
        Test-ConversionFile "$TestDrive/british.csv" -Quiet -TimeZone UTC | Should -BeFalse
        Test-ConversionFile "$TestDrive/british.csv" -Quiet @reading | Should -BeTrue
        $row = Import-ConversionFile "$TestDrive/british.csv" @reading
        $row.Value | Should -Be 1234.5
        "$($row.ConversionTime)" | Should -Be '2026-11-18T10:00:00+00:00'
        ($row | ConvertTo-HashedConversion GoogleAds).HashedPhoneNumber | Should -Be $expected
        @(Send-OfflineConversion -Path "$TestDrive/british.csv" @reading -WhatIf).Status | Should -Be 'Planned', 'Planned'
    }

    It 'work for objects, also for rows that were read without' {
        (Import-Csv "$TestDrive/british.csv" -Delimiter ';' | ConvertTo-HashedConversion GoogleAds @reading).HashedPhoneNumber | Should -Be $expected
        $row = New-OfflineConversion -PhoneNumber '0113 496 0987' -ConversionName x -ConversionTime '18.11.2026 10:00' -ConversionValue '1,5' @reading
        "$($row.Value) $($row.PhoneNumber.Country)" | Should -Be '1.5 GB'
        $plain = New-OfflineConversion -PhoneNumber '0113 496 0987' -ConversionName x -ConversionTime '2026-11-18 10:00Z'
        ($plain | ConvertTo-HashedConversion GoogleAds -DefaultCountry GB).HashedPhoneNumber | Should -Be $expected
    }

    It 'refuse a country nobody knows' {
        { Import-ConversionFile "$TestDrive/british.csv" -DefaultCountry UK -ErrorAction Stop } | Should -Throw -ErrorId 'CountryUnknown,*'
    }
}

Describe 'Export-ConversionTemplate' {
    It 'writes a workbook that the import finds its table in' {
        $file = Export-ConversionTemplate "$TestDrive/template.xlsx" -Network GoogleAds -TimeZone Europe/Berlin
        $file.FullName | Should -Exist
        Import-ConversionFile $file.FullName | Should -BeNullOrEmpty
    }

    It 'does not replace a file unless told to' {
        Export-ConversionTemplate "$TestDrive/again.csv" -Network GoogleAds | Out-Null
        { Export-ConversionTemplate "$TestDrive/again.csv" -Network GoogleAds } | Should -Throw -ErrorId 'FileExists,*'
        Export-ConversionTemplate "$TestDrive/again.csv" -Network GoogleAds -Force | Should -Exist
    }

    It 'needs to know the network' {
        { Export-ConversionTemplate "$TestDrive/which.csv" } | Should -Throw -ErrorId 'NetworkNotNamed,*'
    }

    It 'offers the connected account''s names, zone and currency' {
        Connect-TestSandbox | Out-Null
        Export-ConversionTemplate "$TestDrive/account.csv" -Network GoogleAds | Out-Null
        Get-Content "$TestDrive/account.csv" -TotalCount 1 | Should -BeLike "Parameters:TimeZone=$((Get-ConversionAccount -Network GoogleAds).TimeZone)*"
        Disconnect-ConversionAccount
    }
}
