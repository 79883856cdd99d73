BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'Microsoft Advertising' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $account = Connect-TestSandbox $state -Network MicrosoftAdvertising
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'Test-ConversionAccount gives one line a check' {
        $checks = Test-ConversionAccount
        $checks.Name | Should -Be 'SignIn', 'DeveloperToken', 'Clock', 'Account', 'ConversionGoals', 'EnhancedConversions', 'GoalAge', 'AutoTagging'
        $checks.State | Should -Not -BeIn 'Failed', 'Warning'
    }

    It 'Set-ConversionAction changes what is named and nothing else' {
        $before = Get-ConversionAction -Name 'Signed contract'
        $before | Set-ConversionAction -ClickThroughWindowDays 7 -Confirm:$false
        $after = Get-ConversionAction -Name 'Signed contract'
        $after.ClickThroughWindowDays | Should -Be 7
        $after.Category | Should -Be $before.Category
        $after.EnhancedConversions | Should -BeTrue
    }

    It 'Remove-ConversionAction pauses the goal and says so, for goals cannot be removed' {
        $left = Get-ConversionAction -Name 'Walk-in' | Remove-ConversionAction -PassThru -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        $left.Status | Should -Be 'Paused'
        $warned | Should -BeLike "*'Walk-in' is paused*no way to remove*"
        (Get-ConversionAction -Name 'Walk-in').Status | Should -Be 'Paused'
        Set-ConversionAction 'Walk-in' -Status Enabled | Out-Null
        Remove-ConversionAction 'Walk-in' -Confirm:$false -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-ConversionAction -Name 'Walk-in').Status | Should -Be 'Paused'
    }

    It 'New-ConversionAction makes goals with all their settings, from a list too' {
        'Name,Category,Secondary,ValueMode,Value,Currency,Count,ClickThroughWindowMinutes,Scope', 'Fair visit,Book appointment,yes,Different,12.50,EUR,One,720,Customer', 'Call back,contact,,,,,,,' |
            ConvertFrom-Csv | New-ConversionAction -EnhancedConversions | ForEach-Object Name | Should -Be 'Fair visit', 'Call back'
        $goal = Get-ConversionAction 'Fair visit'
        $goal.Category, $goal.Primary, $goal.ValueMode, $goal.Value, $goal.Currency, $goal.Count, $goal.ClickThroughWindowMinutes, $goal.Scope, $goal.EnhancedConversions |
            Should -Be 'BookAppointment', $false, 'Different', 12.5, 'EUR', 'One', 720, 'Customer', $true
        (Get-ConversionAction 'Call back').ClickThroughWindowMinutes | Should -Be 43200
        $goal | Format-List | Out-String | Should -Match 'Scope +: Customer(.|\n)*ClickThroughWindowMinutes : 720'
    }

    It 'Set-ConversionAction sets minutes and enhanced conversions, and takes these back' {
        Set-ConversionAction 'Walk-in' -ClickThroughWindowMinutes 61 -EnhancedConversions | Out-Null
        $goal = Get-ConversionAction 'Walk-in'
        $goal.ClickThroughWindowMinutes, $goal.EnhancedConversions | Should -Be 61, $true
        (Set-ConversionAction 'Walk-in' -EnhancedConversions:$false).EnhancedConversions | Should -BeFalse
        (Get-ConversionAction 'Walk-in').EnhancedConversions | Should -BeFalse
    }

    It 'names the way out: <Name>' -ForEach @(
        @{ Name = 'a name that is taken'; Id = 'ActionNameTaken'; Like = '*id 46*'; Script = { New-ConversionAction 'Signed contract' Purchase -ErrorAction SilentlyContinue } }
        @{ Name = 'a category of offline goals only'; Id = 'CategoryUnknown'; Like = '*Purchase*'; Script = { New-ConversionAction x Download -ErrorAction SilentlyContinue } }
        @{ Name = 'days and minutes'; Id = 'ActionSettingInvalid'; Like = '*days and in minutes*'; Script = { New-ConversionAction x Other -ClickThroughWindowDays 1 -ClickThroughWindowMinutes 60 -ErrorAction SilentlyContinue } }
        @{ Name = 'a setting Google has'; Id = 'ActionSettingInvalid'; Like = '*no view-through window*'; Script = { New-ConversionAction x Other -ViewThroughWindowDays 1 -ErrorAction SilentlyContinue } }
        @{ Name = 'a type with a tag'; Id = 'NotOffered'; Like = '*WebPage*'; Script = { New-ConversionAction x Other -Type WebPage -ErrorAction SilentlyContinue } }
        @{ Name = 'a check without recording'; Id = 'ValidateOnlyNotSupported'; Like = '*without recording*'; Script = { New-ConversionAction x Other -ValidateOnly -ErrorAction SilentlyContinue } }
        @{ Name = 'a slip in a name'; Id = 'ActionNotFound'; Like = "*'Signed contract'*"; Script = { Set-ConversionAction 'Singed contract' -Secondary -ErrorAction SilentlyContinue } }
    ) {
        $Error.Clear()
        & $Script | Should -BeNullOrEmpty
        $Error[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        "$($Error[0].ErrorDetails.Message) $($Error[0].ErrorDetails.RecommendedAction)" | Should -BeLike $Like
    }

    It '-WhatIf of New, Set, Remove and adjustments writes nothing, and shows what would be asked' {
        $goal = Get-ConversionAction 'Signed contract'
        $requests = (Get-SandboxReceipt $state).MicrosoftAdvertising.Requests
        New-ConversionAction Never Purchase -WhatIf | Should -BeNullOrEmpty
        $goal | Set-ConversionAction -NewName Never -WhatIf | Should -BeNullOrEmpty
        $goal | Remove-ConversionAction -WhatIf | Should -BeNullOrEmpty
        (Send-ConversionAdjustment -Retract 'Signed contract' -Email lead1@example.com -ConversionTime '2026-11-15 12:00:00Z' -WhatIf).Status | Should -Be 'Planned'
        (Send-ConversionAdjustment -Restate 'Signed contract' -Email lead1@example.com -ConversionTime '2026-11-15 12:00:00Z' -ConversionValue 5 -WhatIf).Status | Should -Be 'Planned'
        (Get-SandboxReceipt $state).MicrosoftAdvertising.Requests | Should -Be $requests
        Get-ConversionAction Never | Should -BeNullOrEmpty
        (Get-ConversionAction 'Signed contract').Status | Should -Be 'Enabled'
        $shown = pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -Network MicrosoftAdvertising | Out-Null; New-ConversionAction Never Purchase -Count One -WhatIf; Set-ConversionAction 'Walk-in' -ClickThroughWindowMinutes 60 -WhatIf; Remove-ConversionAction 'Walk-in' -WhatIf" | Out-String -Width 2000
        $shown | Should -Match 'What if:.*make conversion action .Never.*"Type":"OfflineConversion","Name":"Never","GoalCategory":"Purchase","CountType":"Unique"'
        $shown | Should -Match 'What if:.*"Type":"OfflineConversion","Id":"46000004","ConversionWindowInMinutes":60'
        $shown | Should -Match 'What if:.*pause \(goals cannot be removed\) conversion action .Walk-in'
    }

    It 'Get-ConversionTag gives the UET tags, with consent and user data' {
        $tag = Get-ConversionTag
        $tag.TagId, $tag.Status | Should -Be '26000001', 'Active'
        $tag.TrackingScript | Should -Match '26000001'
        $tag.ConsentCode | Should -Match "'ad_storage': 'denied'"
        $tag.UserDataCode | Should -Match "'pid'"
        ($tag | Format-Table | Out-String -Stream -Width 80 | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        Get-ConversionTag 'Singed contract' -ErrorAction SilentlyContinue -ErrorVariable told | Should -BeNullOrEmpty
        $told.FullyQualifiedErrorId | Should -BeLike 'ActionNotFound,*'
    }

    It 'Get-ConversionAccount -ListAvailable lists what the sign-in reaches, with customer, zone and currency' {
        $available = Get-ConversionAccount -ListAvailable
        $available.AccountId | Should -Be '180012345', '180067890'
        $available.ManagerId | Should -Be '250067890', '250012345'
        $available.TimeZone | Should -Be 'Europe/Berlin', 'America/New_York'
        $available.Currency | Should -Be 'EUR', 'USD'
    }

    Context 'uploads' {
        BeforeEach { function Receipt { (Get-SandboxReceipt $state).MicrosoftAdvertising } }

        It 'Get-ConversionUpload -Refresh counts by goal and day, and says when others are in the counts' {
            New-LeadFile "$TestDrive/one.csv" 50
            Send-OfflineConversion "$TestDrive/one.csv" | Out-Null
            $alone = (Get-ConversionUpload -Refresh).Processing
            $alone.State, $alone.Rows, $alone.Attributed, $alone.Remark | Should -Be 'Processed', 50, (Receipt).Attributed, $null
            ($alone.Reasons | Measure-Object Rows -Sum).Sum | Should -Be (50 - $alone.Attributed)
            $alone.Reasons[0].Message | Should -BeLike 'No ad click was found*'

            New-LeadFile "$TestDrive/two.csv" 80
            Send-OfflineConversion "$TestDrive/two.csv" | Out-Null
            $requests = (Receipt).Requests
            $shared = Get-ConversionUpload -Refresh
            (Receipt).Requests | Should -Be ($requests + 2) -Because 'goals and report are asked for once for both uploads'
            $shared[0].Processing.Goals[0].Sent, $shared[0].Processing.Goals[0].SentByOthers, $shared[0].Processing.Goals[0].Accepted | Should -Be 30, 50, 80
            $shared[1].Processing.Goals[0].Sent, $shared[1].Processing.Goals[0].SentByOthers | Should -Be 50, 30
            $shared.Processing.Remark | Should -BeLike 'Microsoft counts by goal and day, not by upload.*'
            $shared[0] | Format-List | Out-String -Width 300 | Should -Match 'rows attributed(.|\n)*x NoMatchingClickFound'
        }

        It 'Send-ConversionAdjustment takes back and corrects what was uploaded, from the same rows' {
            'Phone,Conversion Name,Conversion Time,Value,Currency', '030 23125 101,Signed contract,2026-11-15 10:00:00,100,EUR', '030 23125 102,Signed contract,2026-11-15 11:00:00,100,EUR' | Set-Content "$TestDrive/phones.csv"
            (Send-OfflineConversion "$TestDrive/phones.csv" -DefaultCountry DE).Status | Should -Be 'Accepted', 'Accepted'
            (Import-Csv "$TestDrive/phones.csv" | Select-Object -First 1 | Send-ConversionAdjustment -Retract -DefaultCountry DE -Confirm:$false).Status | Should -Be 'Accepted'
            (Import-ConversionFile "$TestDrive/phones.csv" -DefaultCountry DE | Select-Object -Last 1 | Send-ConversionAdjustment -Restate -ConversionValue 80).Status | Should -Be 'Accepted'
            (Receipt).Retractions, (Receipt).Restatements | Should -Be 1, 1
            (Get-ConversionUpload -Refresh).Processing.Reasons.Code | Should -Not -Contain 'AdjustmentOriginalNotFound' -Because 'both were found by the same number, hashed the same way'
            (Import-Csv "$TestDrive/phones.csv" | Send-ConversionAdjustment -Retract -Confirm:$false -ErrorAction SilentlyContinue).Code | Should -Be 'PhoneWithoutCountry', 'PhoneWithoutCountry'
            Send-ConversionAdjustment -Retract 'Signed contract' -Email nobody@example.com -ConversionTime '2026-11-15 10:00:00Z' -Confirm:$false | Out-Null
            (Get-ConversionUpload -Refresh).Processing.Reasons.Code | Should -Contain 'AdjustmentOriginalNotFound'
        }

        It 'holds rows for a goal that was just made, and the same command sends them two hours later' {
            New-ConversionAction 'Just made' Purchase -EnhancedConversions | Out-Null
            New-LeadFile "$TestDrive/new.csv" 3 'Just made'
            $held = Send-OfflineConversion "$TestDrive/new.csv" -WarningAction SilentlyContinue
            $held.Status | Should -Be 'Held', 'Held', 'Held'
            $held.Code | Sort-Object -Unique | Should -Be 'OfflineConversionNotAcceptedForGoal'
            $held[0].NotBefore | Should -BeGreaterThan $Now.AddMinutes(119)
            Connect-ConversionAccount -Sandbox -Network MicrosoftAdvertising -StatePath $state -SandboxClock $Now.AddMinutes(121) | Out-Null
            (Send-OfflineConversion "$TestDrive/new.csv").Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
        }

        It 'finds before sending what the goal forbids' {
            New-LeadFile "$TestDrive/walk.csv" 2 'Walk-in'
            $results = Send-OfflineConversion "$TestDrive/walk.csv" -ErrorAction SilentlyContinue
            $results.Code | Should -Be 'EnhancedConversionsOff', 'EnhancedConversionsOff'
            New-LeadFile "$TestDrive/slip.csv" 1 'Singed contract'
            (Send-OfflineConversion "$TestDrive/slip.csv" -ErrorAction SilentlyContinue).Message | Should -BeLike '*Signed contract*'
            New-LeadFile "$TestDrive/url.csv" 1 'Newsletter'
            (Send-OfflineConversion "$TestDrive/url.csv" -ErrorAction SilentlyContinue).Code | Should -Be 'ActionTypeWrong'
            (Receipt).UploadRequests | Should -Be 0
            (Test-ConversionFile "$TestDrive/walk.csv" -Account $account).Findings.Code | Should -Contain 'EnhancedConversionsOff'
        }
    }

    Context 'identifiers and files' {
        It 'the published vectors hold: <Plain>' -ForEach @(
            @{ Plain = 'john@contoso.com'; Kind = 'Email'; Hash = 'ec81f3ac7b2b19675bab9d54cf416f9f18cff87c97da5cca82c0f0891bc40602' }
            @{ Plain = '+14255551234'; Kind = 'PhoneNumber'; Hash = 'c59475d96e9f01d7d18d06cfad84dd02333207f02c0c2c5663ef2782cda0390e' }
            @{ Plain = 'test@contoso.com'; Kind = 'Email'; Hash = 'f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101' }
            @{ Plain = 'name+withplus@outlook.com'; Kind = 'Email'; Hash = '62de920b6b0a90e990ad75450ee49bd908958c81185bf57489a090179dadedec' }
            @{ Plain = 'ex.ample@outlook.com'; Kind = 'Email'; Hash = 'e2e7dbfa5e7b07f94e15295f700a2a9b486799848797cf3e0ddeae7425862f93' }
        ) {
            ($Plain | ConvertTo-HashedIdentifier -Kind $Kind -Network MicrosoftAdvertising).Hash | Should -Be $Hash
        }

        It 'a template and Microsoft''s own file come back with their times' {
            Export-ConversionTemplate "$TestDrive/t.csv" -TimeZone ChennaiKolkataMumbaiNewDelhi | Out-Null
            Get-Content "$TestDrive/t.csv" | Should -Be 'Parameters:TimeZone=+0530', 'Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency'
            Add-Content "$TestDrive/t.csv" 'jane.doe@example.com,,Signed contract,2026-11-15 10:00:00,5,EUR'
            (Import-ConversionFile "$TestDrive/t.csv").ConversionTime.Instant | Should -Be ([DateTimeOffset] '2026-11-15T04:30:00Z')
            Export-ConversionFile "$TestDrive/own.csv" MicrosoftAdvertising -Path "$TestDrive/t.csv" | Out-Null
            (Get-Content "$TestDrive/own.csv")[0..1] | Should -Be 'Parameters:TimeZone=+0000', 'Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Microsoft Click ID,Hashed Email Address,Hashed Phone Number'
            $again = Import-ConversionFile "$TestDrive/own.csv" -WarningAction Ignore
            $again.ConversionTime.Instant | Should -Be ([DateTimeOffset] '2026-11-15T04:30:00Z')
            (Send-OfflineConversion "$TestDrive/own.csv" -WarningAction SilentlyContinue).Status | Should -Be 'Accepted'
            (Send-OfflineConversion "$TestDrive/t.csv").Status | Should -Be 'AlreadySent' -Because 'both are the same conversion'
        }
    }

    Context 'sign-ins' {
        BeforeAll {
            $secret = ConvertTo-SecureString 'not a secret' -AsPlainText -Force
            $microsoft = @{ MicrosoftAdvertising = $true; AccountId = '180012345'; CustomerId = '250067890'; ClientId = 'none'; DeveloperToken = $secret; Ledger = Join-Path $TestDrive 'ledger.db' }
        }

        It 'says what to give when nothing holds a token' {
            { Connect-ConversionAccount @microsoft -TokenFile (Join-Path $TestDrive none) } | Should -Throw -ErrorId 'RefreshTokenMissing,*'
        }

        It 'refuses a token file others can read' -Skip:$IsWindows {
            $file = Join-Path $TestDrive open
            Set-Content $file token
            chmod 644 $file
            { Connect-ConversionAccount @microsoft -TokenFile $file } | Should -Throw -ErrorId 'TokenFileOpenToOthers,*'
        }

        It 'says that a secret cannot be read' {
            { Connect-ConversionAccount @microsoft -TokenName none } | Should -Throw -ErrorId 'SecretNotReadable,*'
        }

        It 'refuses an account number with letters' {
            $number = $microsoft + @{}
            $number.AccountId = 'X0012345'
            { Connect-ConversionAccount @number -RefreshToken $secret } | Should -Throw -ErrorId 'AccountNumberInvalid,*'
        }
    }
}

Describe 'One file to both networks in one pipeline' {
    BeforeAll {
        $state = Join-Path $TestDrive both
        Connect-TestSandbox $state | Out-Null
        'Email,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data',
        'jane.doe+spring@example.com,Signed contract,2026-11-15 10:00:00Z,100,EUR,Granted',
        'denied@example.com,Signed contract,2026-11-15 11:00:00Z,100,EUR,Denied',
        'plain@example.com,Signed contract,2026-11-15 12:00:00Z,100,EUR,' | Set-Content "$TestDrive/both.csv"
        $rows = @(Import-ConversionFile "$TestDrive/both.csv")
        $results = $rows | Send-OfflineConversion -WarningAction SilentlyContinue
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'gives two results a row' {
        foreach ($network in 'GoogleAds', 'MicrosoftAdvertising') { @($results | Where-Object Network -EQ $network).Source.Row | Should -Be $rows.Source.Row }
        $results.Count | Should -Be 6
    }

    It 'hashes a dotted address for each network by its own rule' {
        $google, $microsoft = 'GoogleAds', 'MicrosoftAdvertising' | ForEach-Object { ($rows[0] | ConvertTo-HashedConversion -Network $_).HashedEmail }
        $sha = { [Convert]::ToHexStringLower([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($args[0]))) }
        $google | Should -Be (& $sha 'jane.doe+spring@example.com')
        $microsoft | Should -Be (& $sha 'janedoe@example.com')
        ($results | Where-Object { $_.Source.Row -eq $rows[0].Source.Row }).Status | Should -Be 'Accepted', 'Accepted'
    }

    It 'sends a denied row to Google as denied, and holds it back for Microsoft' {
        $denied = $results | Where-Object { $_.Source.Row -eq $rows[1].Source.Row }
        ($denied | Where-Object Network -EQ GoogleAds).Status | Should -Be 'Accepted'
        ($denied | Where-Object Network -EQ MicrosoftAdvertising).Status, ($denied | Where-Object Network -EQ MicrosoftAdvertising).Code | Should -Be 'Held', 'ConsentDenied'
        (Get-SandboxReceipt $state).GoogleAds.Conversions, (Get-SandboxReceipt $state).MicrosoftAdvertising.Conversions | Should -Be 3, 2
        ($rows[1] | ConvertTo-HashedConversion -Network GoogleAds).AdUserData | Should -Be 'Denied'
    }
}
