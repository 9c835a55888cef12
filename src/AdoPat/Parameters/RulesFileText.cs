using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json.Nodes;
using AdoPat.Models;
using AdoPat.Rules;

namespace AdoPat.Parameters;

/// <summary>Reads a rules file: JSON, or a data file of PowerShell (.psd1), which is read as data and never run.</summary>
internal static class RulesFileText
{
    private const string DataFile = ".psd1";

    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it cannot be read, or is no rules file.</exception>
    public static TokenRuleSettings Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdoPatException(ErrorIds.InvalidArgument, $"The rules file {path} cannot be read. {failure.Message}", failure);
        }

        bool isData = string.Equals(Path.GetExtension(path), DataFile, StringComparison.OrdinalIgnoreCase);
        return RulesFile.Parse(isData ? ToJson(text, path) : text, path);
    }

    private static string ToJson(string text, string path)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        if (errors.Length > 0 || SingleTable(script) is not { } table)
        {
            throw Refuse(path, errors.FirstOrDefault()?.Message ?? "It is not one hashtable.");
        }

        try
        {
            return ToNode(table.SafeGetValue())!.ToJsonString();
        }
        catch (InvalidOperationException notData)
        {
            throw Refuse(path, notData.Message);
        }
    }

    private static HashtableAst? SingleTable(ScriptBlockAst script) =>
        script is { ParamBlock: null, BeginBlock: null, ProcessBlock: null, EndBlock.Statements: { Count: 1 } statements }
        && statements[0] is PipelineAst { PipelineElements: { Count: 1 } elements }
        && elements[0] is CommandExpressionAst { Expression: HashtableAst table }
            ? table
            : null;

    private static JsonNode? ToNode(object? value) => ParameterValues.Unwrap(value) switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        IDictionary table => new JsonObject(table.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, JsonNode?>($"{entry.Key}", ToNode(entry.Value)))),
        string text => JsonValue.Create(text),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(ToNode)]),
        var other => JsonValue.Create(LanguagePrimitives.ConvertTo<string>(other)),
    };

    private static AdoPatException Refuse(string path, string reason) =>
        new(ErrorIds.InvalidArgument, $"The rules file {path} was refused. It is no data file of PowerShell: {reason} No token was tested.");
}
