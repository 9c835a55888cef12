using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

namespace AdoPat.Pipeline;

/// <summary>
/// What asynchronous work may write, from any thread. It waits while the pipeline is busy, and is silent once the
/// pipeline has ended.
/// </summary>
internal interface IPipelineWriter
{
    /// <summary>An object for the next cmdlet.</summary>
    /// <param name="value">The object.</param>
    /// <param name="onDelivery">Called on the pipeline's thread as the object is handed over; not at all if it never is.</param>
    void Output(object value, Action? onDelivery = null);

    /// <summary>Objects for the next cmdlet, such as a page of a list.</summary>
    /// <param name="values">The objects; they are enumerated on the pipeline's thread.</param>
    /// <returns>Done when they are written: whoever asks for the next page then has asked for one too many at most. Cancelled as for <see cref="InvokeAsync"/>.</returns>
    Task OutputAsync(IEnumerable<object> values);

    /// <summary>An error for the user.</summary>
    /// <param name="error">The error.</param>
    /// <param name="onDelivery">Called on the pipeline's thread as the error is written; not at all if it never is.</param>
    void Error(ErrorRecord error, Action? onDelivery = null);

    void Warning(string text);

    /// <summary>Whether anybody sees verbose texts; if not, they need not be made.</summary>
    bool IsVerbose { get; }

    void Verbose(string text);

    /// <summary>A text for the person at the console; never part of the output.</summary>
    void Host(string text);

    /// <summary>How far long work has come.</summary>
    void Progress(ProgressRecord progress);

    /// <summary>Runs something on the pipeline's thread, where commands and script blocks of the user may run.</summary>
    /// <returns>Its result. Cancelled when the pipeline has ended before its turn.</returns>
    Task<T> InvokeAsync<T>(Func<PSCmdlet, T> work);
}
