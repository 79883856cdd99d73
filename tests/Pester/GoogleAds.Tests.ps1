BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $secret = ConvertTo-SecureString 'not a secret' -AsPlainText -Force
}

Describe 'Google Ads' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $account = Connect-TestSandbox $state -Network GoogleAds
        function Requests { (Get-SandboxReceipt $state).GoogleAds.Requests }
        function Told([scriptblock] $Script) { & $Script; $Error[0] }
    }
    AfterEach { Disconnect-ConversionAccount }

    Context 'accounts' {
        It 'Test-ConversionAccount gives one line a check, each with its account' {
            $checks = Test-ConversionAccount
            $checks.Name | Should -Be 'SignIn', 'Clock', 'Account', 'ConversionTracking', 'CustomerDataTerms', 'EnhancedConversions', 'AutoTagging', 'ConversionActions', 'DataManager'
            $checks.State | Should -Not -BeIn 'Failed', 'Warning'
            ($checks | Where-Object Name -EQ DataManager).State | Should -Be 'Passed'
            $checks.Account | Sort-Object -Unique | Should -Be "$account"
            (Get-SandboxReceipt $state).GoogleAds.Conversions | Should -Be 0
        }

        It 'Test-ConversionAccount says of an unprepared account what to do' {
            $unprepared = Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -AccountId 456-789-0123
            $failed = $unprepared | Test-ConversionAccount | Where-Object State -EQ Failed
            $failed.Name | Should -Contain 'CustomerDataTerms'
            $failed.Name | Should -Contain 'EnhancedConversions'
            $failed.Action | Should -Not -Contain $null
        }

        It 'Get-ConversionAccount -ListAvailable lists what the sign-in reaches, below managers too' {
            $available = Get-ConversionAccount -ListAvailable
            $available.AccountId | Should -Contain '1234567890'
            $available.AccountId | Should -Contain '2345678901'
            ($available | Where-Object AccountId -EQ 2345678901).ManagerId | Should -Be '9876543210'
            ($available | Where-Object AccountId -EQ 2345678901).Currency | Should -Be 'USD'
            ($available | Where-Object IsManager).AccountId | Should -Be '9876543210'
            (Get-ConversionAccount -ListAvailable -AccountId '234-*').AccountId | Should -Be '2345678901'
        }
    }

    Context 'actions' {
        It 'New-ConversionAction makes every row of a list, empty cells being no settings' {
            @'
Name,Category,Type,Secondary,ValueMode,Value,Currency,Count,ClickThroughWindowDays,ViewThroughWindowDays,Attribution
Visit booked,Book appointment,,yes,,,,One,30,,
Web order,Purchase,WebPage,,Different,49.90,EUR,Every,,7,LastClick
Call from the site,Phone call lead,WebsiteCall,no,Same,5,EUR,One,,,DataDriven
Tap on the number,contact,ClickToCall,,,,,,,,
'@ | Set-Content "$TestDrive/actions.csv"
            $made = Import-Csv "$TestDrive/actions.csv" | New-ConversionAction
            $made.Name | Should -Be 'Visit booked', 'Web order', 'Call from the site', 'Tap on the number'
            $made.Type | Should -Be 'UPLOAD_CLICKS', 'WEBPAGE', 'WEBSITE_CALL', 'CLICK_TO_CALL'
            $made.Primary | Should -Be $false, $true, $true, $true
            $kept = Get-ConversionAction
            ($kept | Where-Object Name -EQ 'Visit booked').ClickThroughWindowDays | Should -Be 30
            ($kept | Where-Object Name -EQ 'Visit booked').Count | Should -Be 'One'
            ($kept | Where-Object Name -EQ 'Web order').Value | Should -Be 49.90
            ($kept | Where-Object Name -EQ 'Web order').ValueMode | Should -Be 'Different'
            ($kept | Where-Object Name -EQ 'Web order').Attribution | Should -Be 'LastClick'
            ($kept | Where-Object Name -EQ 'Call from the site').ValueMode | Should -Be 'Same'
        }

        It 'New-ConversionAction -ValidateOnly has Google check and makes nothing' {
            (New-ConversionAction Checked 'Qualified lead' -ValidateOnly).Id | Should -BeNullOrEmpty
            Get-ConversionAction Checked | Should -BeNullOrEmpty
        }

        It 'New-ConversionAction names the way out: <Name>' -ForEach @(
            @{ Name = 'a name that is taken'; Id = 'ActionNameTaken'; Like = '*id *'; Script = { New-ConversionAction 'Signed contract' Purchase -ErrorAction SilentlyContinue } }
            @{ Name = 'a slip in the category'; Id = 'CategoryUnknown'; Like = '*QUALIFIED_LEAD*'; Script = { New-ConversionAction x 'Qualifed lead' -ErrorAction SilentlyContinue } }
            @{ Name = 'a value without currency'; Id = 'ActionSettingInvalid'; Like = '*currency*'; Script = { New-ConversionAction x Purchase -ValueMode Same -Value 5 -ErrorAction SilentlyContinue } }
            @{ Name = 'a window of 91 days'; Id = 'ActionSettingInvalid'; Like = '*91*90*'; Script = { New-ConversionAction x Purchase -ClickThroughWindowDays 91 -ErrorAction SilentlyContinue } }
            @{ Name = 'an attribution that cannot be chosen'; Id = 'ActionSettingInvalid'; Like = '*DataDriven*'; Script = { New-ConversionAction x Purchase -Attribution Other -ErrorAction SilentlyContinue } }
        ) {
            $told = Told $Script
            $told.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            "$($told.ErrorDetails.Message) $($told.ErrorDetails.RecommendedAction)" | Should -BeLike $Like
        }

        It 'a view-through window above 30 days warns' {
            New-ConversionAction x Purchase -ViewThroughWindowDays 31 -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -BeLike '*31 days*30*'
            New-ConversionAction x Purchase -ViewThroughWindowDays 30 -WhatIf -WarningVariable quiet
            $quiet | Should -BeNullOrEmpty
        }

        It 'Set-ConversionAction changes only what is given' {
            $before = Get-ConversionAction 'Signed contract'
            $after = Set-ConversionAction 'signed contract' -ClickThroughWindowDays 45
            $after.ClickThroughWindowDays | Should -Be 45
            $kept = Get-ConversionAction 'Signed contract'
            $kept.ClickThroughWindowDays | Should -Be 45
            foreach ($same in 'Name', 'Category', 'Primary', 'Count', 'ValueMode', 'Value', 'Currency', 'ViewThroughWindowDays', 'Attribution', 'Status') { $kept.$same | Should -Be $before.$same -Because $same }
            ($kept | Set-ConversionAction -NewName 'Contract signed' -Secondary -Status Hidden).Primary | Should -BeFalse
            (Get-ConversionAction 'Contract signed').Status | Should -Be 'Hidden'
        }

        It 'Set-ConversionAction -ValidateOnly changes nothing; nothing to change, and a slip in the name, are told' {
            Set-ConversionAction 'Signed contract' -ClickThroughWindowDays 12 -ValidateOnly | Out-Null
            (Get-ConversionAction 'Signed contract').ClickThroughWindowDays | Should -Not -Be 12
            (Told { Set-ConversionAction 'Signed contract' -ErrorAction SilentlyContinue }).FullyQualifiedErrorId | Should -BeLike 'ActionSettingInvalid,*'
            $told = Told { Set-ConversionAction 'Singed contract' -Secondary -ErrorAction SilentlyContinue }
            $told.FullyQualifiedErrorId | Should -BeLike 'ActionNotFound,*'
            $told.ErrorDetails.RecommendedAction | Should -BeLike '*Signed contract*'
            { Set-ConversionAction 'Signed contract' -Primary -Secondary } | Should -Throw -ErrorId 'PrimaryAndSecondary,*'
        }

        It 'Remove-ConversionAction removes, and asks before' {
            New-ConversionAction 'Short-lived' 'Qualified lead' | Out-Null
            Remove-ConversionAction 'Short-lived' -ValidateOnly -Confirm:$false
            Get-ConversionAction 'Short-lived' | Should -Not -BeNullOrEmpty
            Get-ConversionAction 'Short-lived' | Remove-ConversionAction -Confirm:$false
            Get-ConversionAction 'Short-lived' | Should -BeNullOrEmpty
            (Get-Command Remove-ConversionAction).ImplementingType.GetCustomAttributes($true).ConfirmImpact | Should -Contain 'High'
        }

        It '-WhatIf of New, Set and Remove writes nothing, and shows what would be asked' {
            $action = Get-ConversionAction 'Signed contract'
            $requests = Requests
            New-ConversionAction Never Purchase -WhatIf | Should -BeNullOrEmpty
            $action | Set-ConversionAction -NewName Never -WhatIf | Should -BeNullOrEmpty
            $action | Remove-ConversionAction -WhatIf
            Requests | Should -Be $requests
            Set-ConversionAction 'Signed contract' -NewName Never -WhatIf
            Remove-ConversionAction 'Signed contract' -WhatIf
            Requests | Should -Be ($requests + 2) -Because 'each name was looked up once'
            Get-ConversionAction Never | Should -BeNullOrEmpty
            Get-ConversionAction 'Signed contract' | Should -Not -BeNullOrEmpty
            $shown = pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -Network GoogleAds | Out-Null; New-ConversionAction Never Purchase -Count One -WhatIf; Set-ConversionAction 'Signed contract' -ClickThroughWindowDays 60 -WhatIf" | Out-String -Width 2000
            $shown | Should -Match 'What if:.*make conversion action .Never.*"category":"PURCHASE".*"countingType":"ONE_PER_CLICK"'
            $shown | Should -Match 'What if:.*"clickThroughLookbackWindowDays":"60".*"updateMask":"clickThroughLookbackWindowDays"'
        }

        It 'an action of an account that is not connected is refused with its account' {
            $action = Get-ConversionAction 'Signed contract'
            Disconnect-ConversionAccount
            { $action | Set-ConversionAction -Secondary } | Should -Throw -ErrorId 'AccountNotConnected,*'
            ($action | Set-ConversionAction -Secondary -Account $account).Primary | Should -BeFalse
        }
    }

    Context 'adjustments' {
        BeforeEach {
            'Order ID,Conversion Name,Email,Conversion Time,Conversion Value,Conversion Currency',
            'A-1,Signed contract,lead1@example.com,2026-11-15 10:00:00Z,100,EUR',
            '1002,Signed contract,lead2@example.com,2026-11-15 11:00:00Z,100,EUR',
            ',Signed contract,lead3@example.com,2026-11-15 12:00:00Z,100,EUR',
            'A-4,Signed contract,lead4@example.com,2026-11-20 10:00:00Z,100,EUR' | Set-Content "$TestDrive/orders.csv"
            $sent = Send-OfflineConversion -Path "$TestDrive/orders.csv"
            $sent.Status | Sort-Object -Unique | Should -Be 'Accepted'
            function Receipt { (Get-SandboxReceipt $state).GoogleAds }
        }

        It 'Send-ConversionAdjustment -Restate gives every order of a list its new value' {
            $results = 'Order ID,Conversion Name,Adjusted Value,Currency', 'A-1,Signed contract,90,EUR', '1002,Signed contract,80.5,EUR' |
                ConvertFrom-Csv | Send-ConversionAdjustment -Restate
            $results.Status | Should -Be 'Accepted', 'Accepted'
            $results.TransactionId | Should -Be 'A-1', 'o-1002'
            (Receipt).Restatements | Should -Be 2
            (Receipt).Retractions | Should -Be 0
        }

        It 'Send-ConversionAdjustment -Restate of the corrected file overwrites what was uploaded, and makes no conversion of an order that was not' {
            $before = Receipt
            'Order ID,Conversion Name,Email,Conversion Time,Conversion Value,Conversion Currency,Ad User Data',
            'A-1,Signed contract,lead1@example.com,2026-11-15 10:00:00Z,90,EUR,Granted',
            '1002,Signed contract,lead2@example.com,2026-11-15 11:00:00Z,80.5,EUR,',
            'nobody,Signed contract,lead9@example.com,2026-11-15 12:00:00Z,70,EUR,' | Set-Content "$TestDrive/corrected.csv"
            $said = Import-ConversionFile "$TestDrive/corrected.csv" | Send-ConversionAdjustment -Restate -Verbose -ErrorAction SilentlyContinue 4>&1
            $results = @($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] })
            $results.Status | Should -Be 'Accepted', 'Accepted', 'Rejected'
            $results[2].Code | Should -Be 'CONVERSION_NOT_FOUND'
            $said -match '2 of 3 restatements overwrite their upload' | Should -Not -BeNullOrEmpty
            (Receipt).Conversions | Should -Be $before.Conversions
            (Receipt).Repeats | Should -Be ($before.Repeats + 2)
            (Receipt).Restatements | Should -Be 0
            (Send-OfflineConversion -Path "$TestDrive/corrected.csv" | Select-Object -First 2).Code | Should -Be 'AlreadySent', 'AlreadySent'
        }

        It 'Send-ConversionAdjustment -Retract takes back the rows of an upload, also those without an order id' {
            $results = $sent | Select-Object -First 3 | Send-ConversionAdjustment -Retract -Confirm:$false
            $results.Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
            (Receipt).Retractions | Should -Be 3
        }

        It 'what is too young is held, what is too old or names nothing is not sent' {
            $requests = (Receipt).Requests
            $results = @(
                [pscustomobject]@{ OrderId = 'A-4'; ConversionName = 'Signed contract'; ConversionTime = '2026-11-20 10:00:00Z' }
                [pscustomobject]@{ OrderId = 'old'; ConversionName = 'Signed contract'; ConversionTime = '2026-09-20 10:00:00Z' }
                [pscustomobject]@{ OrderId = ''; ConversionName = 'Signed contract'; ConversionTime = '2026-11-15 10:00:00Z' }
                [pscustomobject]@{ OrderId = 'A-1'; ConversionName = ''; ConversionTime = '' }
            ) | Send-ConversionAdjustment -Retract -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable errors
            $results.Status | Should -Be 'Held', 'Invalid', 'Invalid', 'Invalid'
            $results.Code | Should -Be 'AdjustmentTooEarly', 'AdjustmentTooLate', 'AdjustmentTargetMissing', 'ConversionNameMissing'
            $results[0].NotBefore | Should -Be ([DateTimeOffset] '2026-11-21T10:00:00Z')
            $errors.FullyQualifiedErrorId | Should -BeLike 'AdjustmentsNotAccepted,*'
            (Receipt).Requests | Should -Be $requests
            (Send-ConversionAdjustment -Restate 'Signed contract' A-1 -ErrorAction SilentlyContinue).Code | Should -Be 'AdjustmentValueMissing'
        }

        It 'what Google refuses is told by row, the others are taken' {
            $results = 'A-1', 'nobody', '1002' | ForEach-Object { [pscustomobject]@{ OrderId = $_ } } |
                Send-ConversionAdjustment -Restate 'Signed contract' -ConversionValue 5 -ConversionCurrency EUR -ErrorAction SilentlyContinue
            $results.Status | Should -Be 'Accepted', 'Rejected', 'Accepted'
            $results[1].Code | Should -Be 'CONVERSION_NOT_FOUND'
            (Send-ConversionAdjustment -Restate 'Singed contract' A-1 -ConversionValue 5 -ErrorAction SilentlyContinue).Message | Should -BeLike "*Signed contract*"
        }

        It '-WhatIf makes no request, -ValidateOnly changes nothing' {
            $requests = (Receipt).Requests
            ($sent | Send-ConversionAdjustment -Retract -WhatIf).Status | Should -Be 'Planned', 'Planned', 'Planned', 'Held'
            ($sent | Send-ConversionAdjustment -Restate -ConversionValue 7 -WhatIf).Status | Should -Contain 'Planned'
            (Receipt).Requests | Should -Be $requests
            ($sent | Select-Object -First 2 | Send-ConversionAdjustment -Retract -ValidateOnly).Status | Should -Be 'Validated', 'Validated'
            (Receipt).Retractions | Should -Be 0
        }

        It 'a retraction is asked for with its count; a restatement is not' {
            $command = "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath '$state' -SandboxClock '$($Now.ToString('o'))' | Out-Null"
            $shown = 'N' | pwsh -NoProfile -Command "$command; Send-ConversionAdjustment -Retract 'Signed contract' A-1 | Out-Null" | Out-String -Width 200
            $shown | Should -Match 'Send 1 retraction -> Google Ads 123-456-7890 \(sandbox\)\?'
            (Receipt).Retractions | Should -Be 0
            pwsh -NoProfile -NonInteractive -Command "$command; Send-ConversionAdjustment -Restate 'Signed contract' A-1 -ConversionValue 5 | Out-Null" | Out-Null
            (Receipt).Restatements | Should -Be 1
        }
    }

    Context 'what became of uploads' {
        It 'Get-ConversionUpload -Refresh asks from half an hour on, and gives counts by reason' {
            New-LeadFile "$TestDrive/fate.csv" 200
            Send-OfflineConversion "$TestDrive/fate.csv" | Out-Null
            $requests = Requests
            $early = Get-ConversionUpload -Refresh
            $early.Processing.State | Should -Be 'Processing'
            $early.Processing.AskAfter | Should -BeGreaterThan $Now.AddMinutes(29)
            Requests | Should -Be $requests -Because 'Google has nothing to say in the first half hour'
            (Get-ConversionUpload).Processing | Should -BeNullOrEmpty

            Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -SandboxClock $Now.AddMinutes(31) | Out-Null
            $requests = Requests
            $upload = Get-ConversionUpload -Refresh
            Requests | Should -Be ($requests + 1)
            $upload.Processing.State | Should -Be 'PartlyProcessed'
            $upload.Processing.Rows | Should -Be 200
            $upload.Processing.RowsWithReason | Should -Be (200 - (Get-SandboxReceipt $state).GoogleAds.Attributed)
            $upload.Processing.Reasons[0].Code | Should -Be 'PROCESSING_ERROR_REASON_CLICK_NOT_FOUND'
            ($upload.Processing.Reasons | Measure-Object Rows -Sum).Sum | Should -Be $upload.Processing.RowsWithReason
            $upload | Format-List | Out-String | Should -Match 'x PROCESSING_ERROR_REASON_CLICK_NOT_FOUND'
            Get-ConversionUpload -Refresh | Out-Null
            Requests | Should -Be ($requests + 1) -Because 'a final answer is not asked for again'
        }

        It 'Get-ConversionUpload -Refresh tells of an account that is not connected' {
            New-LeadFile "$TestDrive/lost.csv" 2
            Send-OfflineConversion "$TestDrive/lost.csv" | Out-Null
            Disconnect-ConversionAccount
            (Told { Get-ConversionUpload -Refresh -Ledger $account.Ledger -ErrorAction SilentlyContinue }).FullyQualifiedErrorId | Should -BeLike 'AccountNotConnected,*'
        }
    }

    Context 'finding the rows that failed' {
        BeforeEach {
            New-LeadFile "$TestDrive/failing.csv" 150
            Send-OfflineConversion "$TestDrive/failing.csv" | Out-Null
            function Later([int] $Minutes) { Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -SandboxClock $Now.AddMinutes($Minutes) | Out-Null }
            function Counted { (Get-SandboxReceipt $state).GoogleAds }
        }

        It 'Send-OfflineConversion -Isolate ends with exact rows, counts nothing twice, and the ledger has them' {
            $before = Counted
            Later 31
            $reasons = (Get-ConversionUpload -Refresh).Processing.Reasons | Where-Object Code -Match 'PRECEDES|RECENT'
            $failing = ($reasons | Measure-Object Rows -Sum).Sum
            $failing | Should -BeGreaterThan 0
            $minute = 31
            do {
                $results = Send-OfflineConversion "$TestDrive/failing.csv" -Isolate -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -WarningVariable warned
                $open = $results | Where-Object Code -In SentAgain, AwaitingStatus
                if ($minute -eq 31) { "$warned" | Should -Match 'goes on when Google can tell more, from 2026-11-20 13:01 UTC' }
                Later ($minute += 31)
            } while ($open -and $minute -lt 300)
            $results.Count | Should -Be 150
            @($results | Where-Object Code -Match 'PRECEDES|RECENT').Count | Should -Be $failing
            @($results | Where-Object Code -EQ Processed).Count | Should -Be (150 - $failing)
            (Counted).Conversions | Should -Be $before.Conversions
            (Counted).Attributed | Should -Be $before.Attributed
            $upload = Get-ConversionUpload
            @($upload).Count | Should -Be 1 -Because 'isolating is no upload of its own'
            $upload.Rejected + $upload.Held | Should -Be $failing
            $upload.Accepted | Should -Be (150 - $failing)
            $found = Get-ConversionUpload -Row | Where-Object Status -In Rejected, Held
            $found.Source.Row | Should -Be @($results | Where-Object Code -Match 'PRECEDES|RECENT' | Sort-Object { $_.Source.Row }).Source.Row
            (Get-ConversionUpload -Refresh).Processing.Reasons | Where-Object Code -Match 'PRECEDES|RECENT' | ForEach-Object { $_.Candidates.Count | Should -Be $_.Rows }
        }

        It 'takes the rows from the pipeline, too; -WhatIf makes no request' {
            Later 31
            Get-ConversionUpload -Refresh | Out-Null
            $requests = Requests
            $planned = Import-Csv "$TestDrive/failing.csv" | Send-OfflineConversion -Isolate -WhatIf
            Requests | Should -Be $requests
            @($planned | Where-Object Status -EQ Planned).Count | Should -BeGreaterThan 0
            (Import-Csv "$TestDrive/failing.csv" | Send-OfflineConversion -Isolate -WarningAction SilentlyContinue).Code | Should -Contain 'SentAgain'
        }

        It 'sends nothing that was never sent, and nothing with -ValidateOnly' {
            New-LeadFile "$TestDrive/more.csv" 152
            $uploads = (Counted).UploadRequests
            $results = Send-OfflineConversion "$TestDrive/more.csv" -Isolate -WarningAction SilentlyContinue
            @($results | Where-Object Code -EQ NotSentYet).Count | Should -Be 2
            (Counted).UploadRequests | Should -Be $uploads
            { Send-OfflineConversion "$TestDrive/more.csv" -Isolate -ValidateOnly } | Should -Throw -ErrorId 'IsolateValidateOnly,*'
        }

        It 'has nothing to do for Microsoft Advertising, and goes on with Google' {
            Connect-ConversionAccount -Sandbox -StatePath $state | Out-Null
            $results = Send-OfflineConversion "$TestDrive/failing.csv" -Isolate -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction SilentlyContinue
            $results.Network | Sort-Object -Unique | Should -Be 'GoogleAds'
            $errors.FullyQualifiedErrorId | Should -Contain 'RowsAnsweredAlready,EnhancedConversions.PS.Commands.SendOfflineConversionCommand'
        }

        It 'another process asks no sooner: when to ask next is in the ledger' {
            Later 31
            Get-ConversionUpload -Refresh | Out-Null
            $requests = Requests
            pwsh -NoProfile -NonInteractive -Command "Import-Module '$Staged'; Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath '$state' | Out-Null; `$u = Get-ConversionUpload -Refresh; `$u.Processing.State" | Should -Be 'PartlyProcessed'
            Requests | Should -Be ($requests + 2) -Because 'a sign-in and the account, and no status'
        }
    }

    Context 'tags' {
        It 'Get-ConversionTag gives the tag, the user data call and the Tag Manager steps' {
            $tag = Get-ConversionTag 'Signed contract'
            $tag.GoogleTag | Should -Match "gtag\('config', 'AW-\d+', \{ 'allow_enhanced_conversions': true \}\)"
            $tag.UserDataCode | Should -Match "gtag\('set', 'user_data'"
            $tag.EventSnippet | Should -BeNullOrEmpty
            $tag.TagManagerSteps.What | Should -Contain "Tag 'Google Ads User-Provided Data Event'"
            New-ConversionAction 'Form sent' 'Submit lead form' -Type WebPage | Get-ConversionTag | ForEach-Object { $_.EventSnippet | Should -Match 'send_to'; $_.ConversionLabel | Should -Not -BeNullOrEmpty }
        }

        It 'Get-ConversionTag gives the manager''s id under cross-account conversion tracking' {
            Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -AccountId 3456789012 | Out-Null
            (Get-ConversionTag).IsManagerTag | Should -BeTrue
        }
    }

    Context 'connecting' {
        It 'names the way out: <Name>' -ForEach @(
            @{ Name = 'no key file'; Id = 'CredentialFileNotFound'; Script = { Connect-ConversionAccount -GoogleAds -AccountId 1234567890 -KeyFile "$TestDrive/nowhere.json" } }
            @{ Name = 'a file that is no key'; Id = 'CredentialUnusable'; Script = { '{}' | Set-Content "$TestDrive/no.json"; Connect-ConversionAccount -GoogleAds -AccountId 1234567890 -KeyFile "$TestDrive/no.json" } }
            @{ Name = 'the file of an OAuth client'; Id = 'ClientFileGiven'; Script = { '{"installed":{}}' | Set-Content "$TestDrive/client.json"; Connect-ConversionAccount -GoogleAds -AccountId 1234567890 -KeyFile "$TestDrive/client.json" } }
            @{ Name = 'a number that is none'; Id = 'AccountNumberInvalid'; Script = { Connect-ConversionAccount -Sandbox -Network GoogleAds -AccountId '123-456' } }
            @{ Name = 'somebody else''s account'; Id = 'UserPermissionDenied'; Script = { Connect-ConversionAccount -Sandbox -Network GoogleAds -AccountId '111-222-3333' } }
            @{ Name = 'a manager account'; Id = 'ManagerAccountGiven'; Script = { Connect-ConversionAccount -Sandbox -Network GoogleAds -AccountId '987 654 3210' } }
        ) {
            $told = try { & $Script } catch { $_ }
            $told.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $told.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
            $told.ErrorDetails.RecommendedAction.Length | Should -BeGreaterThan 20
        }

        It 'takes a number with dashes and blanks' {
            (Connect-ConversionAccount -Sandbox -Network GoogleAds -AccountId ' 123-456 7890 ').AccountId | Should -Be '1234567890'
        }

        It 'uses no developer token for Google, and says so' {
            $said = try { Connect-ConversionAccount -GoogleAds -AccountId 1234567890 -KeyFile "$TestDrive/nowhere.json" -DeveloperToken $secret -Verbose *>&1 } catch { $_ }
            "$said" | Should -BeLike '*2026-09-09*' -Because 'it is told before anything else'
        }

        It 'by the old route is refused with the switch to drop' {
            Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -Route GoogleAdsApi | Out-Null
            New-LeadFile "$TestDrive/old.csv" 2
            $told = try { Send-OfflineConversion "$TestDrive/old.csv" } catch { $_ }
            "$($told.FullyQualifiedErrorId) $($told.Message)" | Should -Match 'Allowlisted|-Route'
        }

        It 'sends the event source it was told' {
            Connect-ConversionAccount -Sandbox -Network GoogleAds -StatePath $state -EventSource Phone | Out-Null
            New-LeadFile "$TestDrive/phone.csv" 2
            (Send-OfflineConversion "$TestDrive/phone.csv").Status | Should -Be 'Accepted', 'Accepted'
        }
    }
}
