using HelpCompiler;

if (args is not [var assembly, var engine, var output])
{
    Console.Error.WriteLine("HelpCompiler <assembly with cmdlets> <System.Management.Automation.dll> <help file to write>");
    return 2;
}

var cmdlets = CompiledCmdlets.Read(assembly, engine);
var comments = DocComments.Read(Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(assembly))!, "*.xml"));
var problems = HelpGaps.Find(cmdlets, comments).ToArray();
foreach (var problem in problems)
{
    Console.Error.WriteLine($"{Path.GetFileName(assembly)}: error HELP001: {problem}");
}

if (problems.Length > 0)
{
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
MamlHelp.Make(cmdlets, comments).Save(output);
return 0;
