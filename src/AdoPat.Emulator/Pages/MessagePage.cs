using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Pages;

/// <summary>A page that says one thing.</summary>
internal static class MessagePage
{
    /// <summary>Says something.</summary>
    /// <param name="title">In a few words.</param>
    /// <param name="message">In a sentence.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The page.</returns>
    public static IResult Render(string title, string message, int status = StatusCodes.Status400BadRequest) =>
        Layout.Page(title, Html.Of($"""<h1>{title}</h1><p id="message">{message}</p>"""), narrow: true, status);
}
