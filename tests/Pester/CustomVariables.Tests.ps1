BeforeDiscovery { . $PSScriptRoot/Setup.ps1 }
BeforeAll {
    . $PSScriptRoot/Setup.ps1

    function Text($Row) { ($Row.CustomVariables | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ' ' }
    $lead = @{ Email = 'jane.doe@example.com'; ConversionName = 'Signed contract'; ConversionTime = '2026-11-18 10:00:00Z' }
}

Describe 'New-OfflineConversion -CustomVariable' {
    It 'takes a hashtable, an ordered one in its order, and leaves out what is empty' {
        Text (New-OfflineConversion @lead -CustomVariable @{ segment = 'new'; b = $null; c = ''; a = 1.5 }) | Should -Be 'a=1.5 segment=new'
        Text (New-OfflineConversion @lead -CustomVariable ([ordered]@{ z = 'x'; a = $true; day = [datetime]'2026-11-18' })) | Should -Be 'z=x a=True day=2026-11-18 00:00:00'
        (New-OfflineConversion @lead).CustomVariables.Count | Should -Be 0
    }

    It 'takes a generic dictionary, and says so when two of its names differ by case only' {
        $table = [Collections.Generic.Dictionary[string, string]]::new()
        $table['lead_source'] = 'fair'
        Text (New-OfflineConversion @lead -CustomVariable $table) | Should -Be 'lead_source=fair'
        $table['Lead_Source'] = 'fair'
        (New-OfflineConversion @lead -CustomVariable $table | ConvertTo-HashedConversion GoogleAds -ErrorAction SilentlyContinue) | Should -BeNullOrEmpty
    }

    It 'takes an object of names, and what commands give as values' {
        $file = Join-Path $TestDrive 'segment.txt'
        Set-Content $file 'new'
        Text (New-OfflineConversion @lead -CustomVariable ([pscustomobject]@{ segment = Get-Content $file; n = 1.5 | ForEach-Object { $_ } })) | Should -Be 'segment=new n=1.5'
        Text (New-OfflineConversion @lead -CustomVariable ('{"segment":"new","n":2}' | ConvertFrom-Json)) | Should -Be 'segment=new n=2'
    }

    It 'writes numbers and dates the same way in every culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Text (New-OfflineConversion @lead -CustomVariable ([ordered]@{ a = 1234.5; b = [decimal]0.5; c = [datetime]'2026-11-18 10:00' })) | Should -Be 'a=1234.5 b=0.5 c=2026-11-18 10:00:00'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'finds them by property name, in one property or in one each' {
        $rows = @(
            [pscustomobject]($lead + @{ CustomVariable = @{ segment = 'new' } })
            [pscustomobject]($lead + @{ 'Custom Variables' = @{ segment = 'new' } })
            [pscustomobject]($lead + @{ 'Custom Variable: segment' = 'new'; 'CustomVariable.empty' = '' })
            $lead + @{ 'Custom Variable: segment' = 'new' }
        )
        $rows | New-OfflineConversion | ForEach-Object { Text $_ | Should -Be 'segment=new'; $_.Email | Should -Not -BeNullOrEmpty; $_.Findings | Should -BeNullOrEmpty }
        "Email,Conversion Name,Conversion Time,Custom Variable: segment`njane.doe@example.com,Signed contract,2026-11-18 10:00:00Z,new" | ConvertFrom-Csv | New-OfflineConversion | ForEach-Object { Text $_ | Should -Be 'segment=new' }
    }

    It 'lets a parameter win over what a hashtable of the pipeline says' {
        $row = $lead + @{ Value = 5 } | New-OfflineConversion -Value 7 -CustomVariable @{ segment = 'new' }
        $row.Value | Should -Be 7
        Text $row | Should -Be 'segment=new'
    }

    It 'says what it cannot read, and never what the values are' {
        foreach ($odd in @{ '' = 'secret value' }, @{ a = 'secret value', 'b' }, @{ a = @{ b = 'secret value' } }, 'secret value', @('secret value')) {
            $said = Get-Everything { New-OfflineConversion @lead -CustomVariable $odd }
            $said | Should -Match 'CustomVariableUnreadable'
            $said | Should -Not -Match 'secret value'
        }
    }

    It 'takes nothing without named values from the pipeline' {
        { 'text' | New-OfflineConversion -ErrorAction Stop } | Should -Throw -ErrorId 'RowNotReadable,*'
        { 5 | New-OfflineConversion -ErrorAction Stop } | Should -Throw -ErrorId 'RowNotReadable,*'
    }

    It 'keeps them on the way through Select-Object and another New-OfflineConversion' {
        $row = New-OfflineConversion @lead -CustomVariable @{ segment = 'new' }
        Text ($row | Select-Object Email, ConversionName, ConversionTime, CustomVariables | New-OfflineConversion) | Should -Be 'segment=new'
        Text ($row | New-OfflineConversion) | Should -Be 'segment=new'
    }
}

Describe 'Custom variables' {
    BeforeAll {
        $accounts = Connect-TestSandbox
        $google = $accounts | Where-Object Network -EQ GoogleAds
        $file = Join-Path $TestDrive 'own.csv'
        @(
            'Email,Conversion Name,Conversion Time,Value,Currency,Customer segment,Custom Variable: lead_source'
            'jane.doe@example.com,Signed contract,2026-11-18 10:00:00Z,5,EUR,new,trade fair'
            'john.doe@example.com,Signed contract,2026-11-18 11:00:00Z,5,EUR,,john.doe@example.com'
        ) | Set-Content $file
        $map = @{ 'CustomVariable:segment' = 'Customer segment' }
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'are read from a file by the user''s own header' {
        Text (Import-ConversionFile $file -Map $map)[0] | Should -Be 'segment=new lead_source=trade fair'
    }

    It 'are sent to Google, and a bad one keeps its row here' {
        $results = Send-OfflineConversion -Path $file -Map $map -Account $google -ErrorAction SilentlyContinue
        $results.Status | Should -Be 'Accepted', 'Invalid'
        $results[1].Code | Should -Be 'CustomVariableContainsPersonalData'
    }

    It 'go as objects, too, and the account''s names are known' {
        $row = [pscustomobject]($lead + @{ OrderId = 'CV-1'; 'CustomVariable.segment' = 'other'; 'CustomVariable.lead_source' = 'fair' })
        ($row | Send-OfflineConversion -Account $google).Code | Should -Be 'WARNING_REASON_CUSTOM_VARIABLE_NOT_PREDEFINED'
        $result = $lead + @{ OrderId = 'CV-2'; CustomVariable = @{ sgement = 'new' } } | Send-OfflineConversion -Account $google -ErrorAction SilentlyContinue
        $result.Code | Should -Be 'CustomVariableUnknown'
        $result.Message | Should -Match "Did you mean 'segment'\?"
    }

    It 'survive hashing, and are not there for Microsoft' {
        $rows = Import-ConversionFile $file -Map $map
        Text ($rows[0] | ConvertTo-HashedConversion GoogleAds) | Should -Be 'segment=new lead_source=trade fair'
        ($rows[0] | ConvertTo-HashedConversion MicrosoftAdvertising).CustomVariables.Count | Should -Be 0
        (Test-ConversionFile $file -Map $map).Findings | Where-Object Code -EQ CustomVariableNotSent | Select-Object -First 1 -ExpandProperty Network | Should -Be 'MicrosoftAdvertising'
    }

    It 'show their names in a list, and their values nowhere by default' {
        $said = Import-ConversionFile $file -Map $map | ForEach-Object { $_ | Format-Table | Out-String -Width 300; $_ | Format-List | Out-String; $_ | Format-List * | Out-String; "$_" }
        $said = "$said $(Import-ConversionFile $file -Map $map | Select-Object -First 1 | ConvertTo-HashedConversion GoogleAds | Format-List | Out-String)"
        $said | Should -Match 'CustomVariables\s*: segment, lead_source'
        $said | Should -Not -Match 'trade fair'
        New-OfflineConversion @lead -CustomVariable @{ 'john.doe@example.com' = 'x' } | ForEach-Object { $_ | Format-List | Out-String; $_ | Format-List * | Out-String } | Should -Not -Match 'john'
    }

    It 'get columns in a template and in an upload file, which says when it has none' {
        $template = Join-Path $TestDrive 'template.csv'
        Export-ConversionTemplate $template -Network GoogleAds -CustomVariable segment, 'Lead source' | Out-Null
        (Get-Content $template)[-1] | Should -Match 'Custom Variable: segment,Custom Variable: Lead source$'
        Export-ConversionTemplate (Join-Path $TestDrive 'm.csv') -Network MicrosoftAdvertising -CustomVariable segment -WarningVariable said -WarningAction SilentlyContinue | Out-Null
        "$said" | Should -Match 'takes no custom variables'

        $upload = Join-Path $TestDrive 'upload.csv'
        Export-ConversionFile $upload -Network GoogleAds -Path $file -Map $map -CustomVariable segment, lead_source -ErrorAction SilentlyContinue -WarningVariable none | Out-Null
        Text (Import-ConversionFile $upload) | Should -Be 'segment=new lead_source=trade fair'
        $none | Should -BeNullOrEmpty
        Export-ConversionFile $upload -Network GoogleAds -Path $file -Map $map -Force -ErrorAction SilentlyContinue -WarningVariable lost -WarningAction SilentlyContinue | Out-Null
        "$lost" | Should -Match '1 row lost custom variables'
    }

    It 'can be completed in a column map' {
        (TabExpansion2 'Import-ConversionFile x -Map custom' 35).CompletionMatches.CompletionText | Should -Be "@{ 'CustomVariable:name' = '' }"
    }
}
