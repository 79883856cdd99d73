BeforeAll {
    . $PSScriptRoot/Setup.ps1

    # 5 000 rows, 3 000 of one action and 2 000 of another, all within the days a report covers.
    function New-Sales([string] $Path) {
        $writer = [IO.StreamWriter]::new($Path)
        try {
            $writer.WriteLine('Email,Conversion Name,Conversion Time,Conversion Value,Conversion Currency')
            foreach ($i in 1..5000) {
                $name = $i -le 3000 ? 'Signed contract' : 'Phone order'
                $writer.WriteLine("sale$i@example.com,$name,$($Now.AddDays(-($i % 14)).AddSeconds(-$i).ToString('yyyy-MM-dd HH:mm:sszzz')),$($i % 9 + 1),EUR")
            }
        }
        finally { $writer.Dispose() }
    }
}

Describe 'A rehearsal from file to objective' {
    BeforeAll {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $accounts = Connect-TestSandbox $state
        New-Sales "$TestDrive/sales.csv"
        $sent = Send-OfflineConversion -Path "$TestDrive/sales.csv"
        $receipt = Get-SandboxReceipt $state
        $report = @(Get-ConversionReport -By Action, Campaign, Device)
        $uploaded = @($report | Where-Object Action -In 'Signed contract', 'Phone order')
    }
    AfterAll { Disconnect-ConversionAccount }

    It 'uploads 5 000 rows to each network' {
        @($sent | Where-Object Status -EQ Accepted).Count | Should -Be 10000
        $receipt.GoogleAds.Conversions | Should -Be 5000
        $receipt.MicrosoftAdvertising.Conversions | Should -Be 5000
    }

    It 'reports per campaign what the sandbox attributed, no more and no less' {
        foreach ($network in 'GoogleAds', 'MicrosoftAdvertising') {
            $attributed = $receipt.$network.Attributed
            $attributed | Should -BeGreaterThan 2500
            $attributed | Should -BeLessThan 3500
            $byCampaign = $uploaded | Where-Object Network -EQ $network | Group-Object Campaign
            $byCampaign.Count | Should -Be 4
            ($byCampaign.Group | Measure-Object Conversions -Sum).Sum | Should -Be $attributed
            foreach ($campaign in $byCampaign) { ($campaign.Group | Measure-Object Conversions -Sum).Sum | Should -BeGreaterThan 0 }
        }
    }

    It 'says the same however the report is divided' {
        $total = Get-ConversionReport -By None
        foreach ($account in $total) {
            $rows = $report | Where-Object AccountId -EQ $account.AccountId
            foreach ($figure in 'AllConversions', 'AllValue', 'Clicks', 'Cost') {
                [Math]::Abs(($rows | Measure-Object $figure -Sum).Sum - $account.$figure) | Should -BeLessThan 0.005 -Because $figure
            }
        }
    }

    It 'gives cost no action, and conversions no cost' {
        $report | Where-Object Kind -EQ Cost | ForEach-Object { $_.Action | Should -BeNullOrEmpty; $_.Conversions | Should -BeNullOrEmpty; $_.Cost | Should -BeGreaterThan 0 }
        $report | Where-Object Kind -EQ Conversions | ForEach-Object { $_.Cost | Should -BeNullOrEmpty; $_.Clicks | Should -BeNullOrEmpty }
    }

    It 'measures an objective as a table added up by hand' {
        $values = $report | Measure-ConversionObjective @{
            'Signed contract' = @{ Weight = 20; MobileWeight = 12.5 }
            'Phone order'     = @{ Weight = 0.5; Measure = 'Value' }
            'Newsletter'      = 7
        } -ClickWeight 0.001 -ExcludeNetworkTracked
        $values.Count | Should -Be 8
        foreach ($value in $values) {
            $rows = $report | Where-Object { $_.AccountId -eq $value.AccountId -and $_.Campaign -eq $value.Campaign }
            $expected = [decimal] 0
            foreach ($row in $rows) {
                if ($row.Action -eq 'Signed contract') { $expected += $row.Conversions * ($row.Device -eq 'Mobile' ? 12.5 : 20) }
                if ($row.Action -eq 'Phone order') { $expected += $row.Value * 0.5 }
                if ($row.Kind -eq 'Cost') { $expected += $row.Clicks * 0.001 }
            }
            $value.Value | Should -Be $expected
            $value.Cost | Should -Be ($rows | Measure-Object Cost -Sum).Sum
        }
        $newsletters = ($report | Where-Object Action -EQ 'Newsletter' | Measure-Object Conversions -Sum).Sum
        $newsletters | Should -BeGreaterThan 0
        ($values | Measure-Object NetworkTrackedConversions -Sum).Sum | Should -Be $newsletters
    }

    It 'measures the same from an exported file' {
        $report | Export-Csv "$TestDrive/report.csv"
        $weights = @{ 'Signed contract' = 20; 'Phone order' = @{ Weight = 1; Measure = 'Value' } }
        $direct = $report | Measure-ConversionObjective $weights
        $read = Import-Csv "$TestDrive/report.csv" | Measure-ConversionObjective $weights
        $read | ForEach-Object { "$($_.AccountId) $($_.Campaign) $($_.Value) $($_.Clicks)" } | Should -Be @($direct | ForEach-Object { "$($_.AccountId) $($_.Campaign) $($_.Value) $($_.Clicks)" })
    }

    It 'pivots: one object a campaign with the columns of all accounts, and the cost once' {
        $pivot = @(Get-ConversionReport -By Campaign -Pivot)
        $pivot.Count | Should -Be 8
        $names = $pivot[0].PSObject.Properties.Name
        foreach ($row in $pivot) { $row.PSObject.Properties.Name | Should -Be $names }
        $names | Should -Contain 'Phone order'
        $names | Should -Contain 'Phone order value'
        ($pivot | Measure-Object 'Signed contract' -Sum).Sum + ($pivot | Measure-Object 'Phone order' -Sum).Sum | Should -Be ($receipt.GoogleAds.Attributed + $receipt.MicrosoftAdvertising.Attributed)
        ($pivot | Measure-Object Cost -Sum).Sum | Should -Be ($report | Measure-Object Cost -Sum).Sum
    }

    It 'takes days as the account has them, both ends counted' {
        $days = Get-ConversionReport -By Day -From 2026-11-01 -To 2026-11-03 | Select-Object -ExpandProperty Date | ForEach-Object { $_.ToString('yyyy-MM-dd') } | Select-Object -Unique
        $days | Should -Be '2026-11-01', '2026-11-02', '2026-11-03'
    }

    It 'goes on with the other accounts when one cannot answer' {
        $rows = Get-ConversionReport -DateBasis Conversion -ErrorVariable failed -ErrorAction SilentlyContinue
        $rows.Network | Select-Object -Unique | Should -Be 'GoogleAds'
        $failed.FullyQualifiedErrorId | Should -BeLike 'ConversionDateNotOffered*'
    }

    It 'stops when nobody wants more rows' {
        @(Get-ConversionReport -By Action, Campaign, Device, Day | Select-Object -First 3).Count | Should -Be 3
    }
}

Describe 'Measure-ConversionObjective' {
    It 'gives the documented example: 775, five leads of the network left out' {
        $rows = @'
Action,Conversions,Value,NetworkTracked,Campaign
Cart addition,10,0,False,Spring
Revenue,4,500,False,Spring
Download,50,0,False,Spring
GGL_Lead,5,0,True,Spring
'@ | ConvertFrom-Csv
        $value = $rows | Measure-ConversionObjective @{ 'Cart addition' = 25; Revenue = @{ Weight = 1; Measure = 'Value' }; Download = 0.5; GGL_Lead = 40 } -ExcludeNetworkTracked
        $value.Value | Should -Be 775
        $value.NetworkTrackedConversions | Should -Be 5
        ($rows | Measure-ConversionObjective @{ 'Cart addition' = 25; Revenue = @{ Weight = 1; Measure = 'Value' }; Download = 0.5; GGL_Lead = 40 }).Value | Should -Be 975
    }

    It 'warns once of weights no row is of, with the nearest name' {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Action = 'Signed contract'; Conversions = $_; Value = 0; Campaign = "C$_" } }
        $rows | Measure-ConversionObjective @{ 'Signed contracts' = 5 } -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        @($warnings -match "'Signed contracts' \(did you mean 'Signed contract'\?\)") | Should -HaveCount 1
    }

    It 'makes 20, 40 and 30 into 1, 2 and 1.5' {
        (Measure-ConversionObjective ([ordered]@{ Basic = 20; Premium = 40; Plus = 30 }) -Normalize).Weight | Should -Be 1, 2, 1.5
    }

    It 'takes weights from csv and from psd1, as data only: <Name>' -ForEach @(
        @{ Name = 'w.csv'; Text = "Metric,Weight,Measure`nRevenue,2,Value`n" }
        @{ Name = 'w.psd1'; Text = "@{ Revenue = @{ Weight = 2; Measure = 'Value' } }" }
    ) {
        Set-Content "$TestDrive/$Name" $Text
        ([pscustomobject]@{ Action = 'revenue'; Conversions = 1; Value = 21; Campaign = 'A' } | Measure-ConversionObjective -WeightFile "$TestDrive/$Name").Value | Should -Be 42
    }

    It 'runs nothing that a psd1 file holds' {
        Set-Content "$TestDrive/bad.psd1" "@{ Revenue = (New-Item '$TestDrive/made' -ItemType File) }"
        { Measure-ConversionObjective -WeightFile "$TestDrive/bad.psd1" -Normalize } | Should -Throw -ErrorId 'WeightFileNotReadable*'
        "$TestDrive/made" | Should -Not -Exist
    }

    It 'refuses rows it would read wrongly: <Id>' -ForEach @(
        @{ Id = 'ReportRowNotReadable'; Row = [pscustomobject]@{ Campaign = 'A'; 'Signed contract' = 3; Clicks = 5 } }
        @{ Id = 'NotDividedByAction'; Row = [pscustomobject]@{ Campaign = 'A'; Conversions = 3 } }
        @{ Id = 'NotDividedByCampaign'; Row = [pscustomobject]@{ Action = 'A'; Conversions = 3 } }
    ) {
        { $Row | Measure-ConversionObjective @{ A = 1 } } | Should -Throw -ErrorId "$Id*"
    }
}
